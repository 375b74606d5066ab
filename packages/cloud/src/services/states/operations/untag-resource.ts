import { accessTo } from "../access.ts";
import { taggedOf } from "../machines/tagged.ts";
import type { StatesOperation } from "../shapes.ts";

/** @see https://docs.aws.amazon.com/step-functions/latest/apireference/API_UntagResource.html */
export const untagResource: StatesOperation<"UntagResource"> = {
  access: (input) => ({
    ...accessTo("UntagResource", input.resourceArn),
    context: { "aws:TagKeys": input.tagKeys ?? [] },
  }),

  run({ store: { store } }, input) {
    const tagged = taggedOf(store, input.resourceArn ?? "");

    tagged.put(tagged.tags.filter(({ key }) => !(input.tagKeys ?? []).includes(key)));

    return {};
  },
};
