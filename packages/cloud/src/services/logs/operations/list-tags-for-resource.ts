import { readGroupName } from "../model.ts";
import type { LogsOperation } from "../shapes.ts";

/** @see https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_ListTagsForResource.html */
export const listTagsForResource: LogsOperation<"ListTagsForResource"> = {
  access: (input) => ({ action: "logs:ListTagsForResource", resource: input.resourceArn }),

  run: ({ store }, input) => ({ tags: { ...store.group(readGroupName(undefined, input.resourceArn)).tags } }),
};
