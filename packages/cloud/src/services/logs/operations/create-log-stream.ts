import { streamResource } from "../model.ts";
import type { LogsOperation } from "../shapes.ts";

/** @see https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_CreateLogStream.html */
export const createLogStream: LogsOperation<"CreateLogStream"> = {
  access: (input, scope) => ({
    action: "logs:CreateLogStream",
    resource: streamResource(scope, input.logGroupName, input.logStreamName),
  }),

  run({ store, clock }, input) {
    store.addStream({ group: input.logGroupName, name: input.logStreamName, createdAt: clock.now() });
  },
};
