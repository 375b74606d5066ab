import { pageOf } from "../../../kernel/paging.ts";
import { onKey } from "../access.ts";
import type { KmsOperation } from "../shapes.ts";

const limitDefault = 50;

/** @see https://docs.aws.amazon.com/kms/latest/APIReference/API_ListResourceTags.html */
export const listResourceTags: KmsOperation<"ListResourceTags"> = {
  access: onKey("ListResourceTags"),

  run({ store }, { KeyId = "", Marker, Limit = limitDefault }) {
    const tags = Object.entries(store.key(KeyId).tags).map(([TagKey, TagValue]) => ({ TagKey, TagValue }));
    tags.sort((a, b) => (a.TagKey < b.TagKey ? -1 : 1));
    const { items, next } = pageOf(tags, { token: Marker, max: Limit, idOf: ({ TagKey }) => TagKey });
    return { Tags: items, NextMarker: next, Truncated: next !== undefined };
  },
};
