import { readGroupName } from "../model.ts";
import type { LogsOperation } from "../shapes.ts";

/** @see https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_TagResource.html */
export const tagResource: LogsOperation<"TagResource"> = {
  access: (input) => ({ action: "logs:TagResource", resource: input.resourceArn }),

  run({ store }, input) {
    const group = store.group(readGroupName(undefined, input.resourceArn));
    store.putGroup({ ...group, tags: { ...group.tags, ...input.tags } });
  },
};
