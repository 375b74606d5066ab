import { accessTo, tagContext } from "../access.ts";
import { tooManyTags } from "../errors.ts";
import { mergeTags } from "../machines/configuration.ts";
import { taggedOf } from "../machines/tagged.ts";
import { tagsMax } from "../model.ts";
import type { StatesOperation } from "../shapes.ts";

/** @see https://docs.aws.amazon.com/step-functions/latest/apireference/API_TagResource.html */
export const tagResource: StatesOperation<"TagResource"> = {
  access: (input) => ({ ...accessTo("TagResource", input.resourceArn), context: tagContext(input.tags) }),

  run({ store: { store } }, input) {
    const tagged = taggedOf(store, input.resourceArn ?? "");
    const tags = mergeTags(tagged.tags, input.tags ?? []);
    if (tags.length > tagsMax) throw tooManyTags(input.resourceArn ?? "");

    tagged.put(tags);

    return {};
  },
};
