import type { LambdaOperation } from "../shapes.ts";

/** @see https://docs.aws.amazon.com/lambda/latest/api/API_UntagResource.html */
export const untagResource: LambdaOperation<"UntagResource"> = {
  access: (input) => ({ action: "lambda:UntagResource", resource: input.Resource }),

  run({ store }, input) {
    const fn = store.function(input.Resource);
    const gone = new Set(input.TagKeys);
    store.put({ ...fn, tags: Object.fromEntries(Object.entries(fn.tags).filter(([key]) => !gone.has(key))) });
  },
};
