import { streamResource } from "../model.ts";
import type { LogsOperation } from "../shapes.ts";

/** @see https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_DeleteLogStream.html */
export const deleteLogStream: LogsOperation<"DeleteLogStream"> = {
  access: (input, scope) => ({
    action: "logs:DeleteLogStream",
    resource: streamResource(scope, input.logGroupName, input.logStreamName),
  }),

  run({ store }, input) {
    store.deleteStream(store.stream(input.logGroupName, input.logStreamName));
  },
};
