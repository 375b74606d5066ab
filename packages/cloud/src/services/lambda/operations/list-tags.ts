import type { LambdaOperation } from "../shapes.ts";
import { findTagged } from "../tags.ts";

/** @see https://docs.aws.amazon.com/lambda/latest/api/API_ListTags.html */
export const listTags: LambdaOperation<"ListTags"> = {
  access: (input) => ({ action: "lambda:ListTags", resource: input.Resource }),

  run: ({ store }, input) => ({ Tags: { ...findTagged(store, input.Resource).tags } }),
};
