import { accessTo } from "../access.ts";
import { taggedOf } from "../machines/tagged.ts";
import type { StatesOperation } from "../shapes.ts";

/** @see https://docs.aws.amazon.com/step-functions/latest/apireference/API_ListTagsForResource.html */
export const listTagsForResource: StatesOperation<"ListTagsForResource"> = {
  access: (input) => accessTo("ListTagsForResource", input.resourceArn),

  run({ store: { store } }, input) {
    return { tags: taggedOf(store, input.resourceArn ?? "").tags.map(({ key, value }) => ({ key, value })) };
  },
};
