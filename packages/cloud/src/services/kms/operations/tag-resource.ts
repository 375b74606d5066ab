import { onKey } from "../access.ts";
import { withTags } from "../keys/tags.ts";
import { liveKey, ownKey } from "../keys/usable-key.ts";
import type { KmsOperation } from "../shapes.ts";

/** @see https://docs.aws.amazon.com/kms/latest/APIReference/API_TagResource.html */
export const tagResource: KmsOperation<"TagResource"> = {
  access: onKey("TagResource"),

  run({ store }, { KeyId, Tags = [] }) {
    const key = ownKey(liveKey(store, KeyId));
    store.putKey({ ...key, tags: withTags(key.tags, Tags) });
  },
};
