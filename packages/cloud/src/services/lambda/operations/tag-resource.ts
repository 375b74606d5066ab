import { invalidParameter } from "../errors.ts";
import type { LambdaOperation } from "../shapes.ts";
import { checkTags, findTagged } from "../tags.ts";

/** @see https://docs.aws.amazon.com/lambda/latest/api/API_TagResource.html */
export const tagResource: LambdaOperation<"TagResource"> = {
  access: (input) => ({
    action: "lambda:TagResource",
    resource: input.Resource,
    context: { "aws:TagKeys": Object.keys(input.Tags ?? {}) },
  }),

  run({ store }, input) {
    const { Tags = {} } = input;
    if (Object.keys(Tags).length === 0)
      throw invalidParameter("An error occurred and the request cannot be processed.");
    const tagged = findTagged(store, input.Resource);
    checkTags(tagged.tags, Tags);

    tagged.put({ ...tagged.tags, ...Tags });
  },
};
