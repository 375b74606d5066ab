import type { PipesOperation } from "../shapes.ts";
import { pipeOf } from "../tagged-pipe.ts";

/** @see https://docs.aws.amazon.com/eventbridge/latest/pipes-reference/API_TagResource.html */
export const tagResource: PipesOperation<"TagResource"> = {
  access: ({ resourceArn = "", tags = {} }) => ({
    action: "pipes:TagResource",
    resource: resourceArn,
    context: { "aws:TagKeys": Object.keys(tags) },
  }),

  run({ store }, { resourceArn = "", tags = {} }) {
    const pipe = pipeOf(store, resourceArn);

    store.putTags({ ...pipe, tags: { ...pipe.tags, ...tags } });
    return {};
  },
};
