import type { LambdaOperation } from "../shapes.ts";

/** @see https://docs.aws.amazon.com/lambda/latest/api/API_TagResource.html */
export const tagResource: LambdaOperation<"TagResource"> = {
  access: (input) => ({ action: "lambda:TagResource", resource: input.Resource }),

  run({ store }, input) {
    const fn = store.function(input.Resource);
    store.put({ ...fn, tags: { ...fn.tags, ...input.Tags } });
  },
};
