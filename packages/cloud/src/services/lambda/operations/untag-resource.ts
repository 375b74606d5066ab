import { validation } from "../errors.ts";
import type { LambdaOperation } from "../shapes.ts";
import { findTagged } from "../tags.ts";

/** @see https://docs.aws.amazon.com/lambda/latest/api/API_UntagResource.html */
export const untagResource: LambdaOperation<"UntagResource"> = {
  access: (input) => ({
    action: "lambda:UntagResource",
    resource: input.Resource,
    context: { "aws:TagKeys": input.TagKeys ?? [] },
  }),

  run({ store }, input) {
    const gone = new Set(input.TagKeys ?? []);
    if (gone.size === 0) {
      throw validation(
        "1 validation error detected: Value null at 'tagKeys' failed to satisfy constraint: Member must not be null",
      );
    }
    const tagged = findTagged(store, input.Resource);

    tagged.put(Object.fromEntries(Object.entries(tagged.tags).filter(([key]) => !gone.has(key))));
  },
};
