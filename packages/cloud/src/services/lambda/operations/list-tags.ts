import type { LambdaOperation } from "../shapes.ts";

/** @see https://docs.aws.amazon.com/lambda/latest/api/API_ListTags.html */
export const listTags: LambdaOperation<"ListTags"> = {
  access: (input) => ({ action: "lambda:ListTags", resource: input.Resource }),

  run: ({ store }, input) => ({ Tags: { ...store.function(input.Resource).tags } }),
};
