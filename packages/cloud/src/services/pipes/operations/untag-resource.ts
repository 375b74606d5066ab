import type { PipesOperation } from "../shapes.ts";
import { pipeOf } from "../tagged-pipe.ts";

/** @see https://docs.aws.amazon.com/eventbridge/latest/pipes-reference/API_UntagResource.html */
export const untagResource: PipesOperation<"UntagResource"> = {
  access: ({ resourceArn = "", tagKeys = [] }) => ({
    action: "pipes:UntagResource",
    resource: resourceArn,
    context: { "aws:TagKeys": tagKeys },
  }),

  run({ store }, { resourceArn = "", tagKeys = [] }) {
    const pipe = pipeOf(store, resourceArn);

    const tags = Object.fromEntries(Object.entries(pipe.tags).filter(([key]) => !tagKeys.includes(key)));
    store.putTags({ ...pipe, tags });
    return {};
  },
};
