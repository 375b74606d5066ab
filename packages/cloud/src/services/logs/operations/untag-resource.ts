import { readGroupName } from "../model.ts";
import type { LogsOperation } from "../shapes.ts";

/** @see https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_UntagResource.html */
export const untagResource: LogsOperation<"UntagResource"> = {
  access: (input) => ({ action: "logs:UntagResource", resource: input.resourceArn }),

  run({ store }, input) {
    const group = store.group(readGroupName(undefined, input.resourceArn));
    const gone = new Set(input.tagKeys);
    store.putGroup({
      ...group,
      tags: Object.fromEntries(Object.entries(group.tags).filter(([key]) => !gone.has(key))),
    });
  },
};
