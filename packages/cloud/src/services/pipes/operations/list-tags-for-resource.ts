import type { PipesOperation } from "../shapes.ts";
import { pipeOf } from "../tagged-pipe.ts";

/** @see https://docs.aws.amazon.com/eventbridge/latest/pipes-reference/API_ListTagsForResource.html */
export const listTagsForResource: PipesOperation<"ListTagsForResource"> = {
  access: ({ resourceArn = "" }) => ({ action: "pipes:ListTagsForResource", resource: resourceArn }),

  run: ({ store }, { resourceArn = "" }) => ({ tags: pipeOf(store, resourceArn).tags }),
};
