import { onKey } from "../access.ts";
import { liveKey, ownKey } from "../keys/usable-key.ts";
import type { KmsOperation } from "../shapes.ts";

/** @see https://docs.aws.amazon.com/kms/latest/APIReference/API_UntagResource.html */
export const untagResource: KmsOperation<"UntagResource"> = {
  access: onKey("UntagResource"),

  run({ store }, { KeyId, TagKeys = [] }) {
    const key = ownKey(liveKey(store, KeyId));
    const tags = Object.fromEntries(Object.entries(key.tags).filter(([name]) => !TagKeys.includes(name)));
    store.putKey({ ...key, tags });
  },
};
