import { onKey } from "../access.ts";
import { liveKey, ownKey } from "../keys/usable-key.ts";
import type { KmsOperation } from "../shapes.ts";

/** @see https://docs.aws.amazon.com/kms/latest/APIReference/API_UpdateKeyDescription.html */
export const updateKeyDescription: KmsOperation<"UpdateKeyDescription"> = {
  access: onKey("UpdateKeyDescription"),
  run: ({ store }, { KeyId, Description = "" }) =>
    store.putKey({ ...ownKey(liveKey(store, KeyId)), description: Description }),
};
