import { onKey } from "../access.ts";
import { wrongState } from "../errors.ts";
import { liveKey, ownKey } from "../keys/usable-key.ts";
import { keyArn } from "../model.ts";
import type { KmsOperation } from "../shapes.ts";

/** @see https://docs.aws.amazon.com/kms/latest/APIReference/API_DisableKey.html */
export const disableKey: KmsOperation<"DisableKey"> = {
  access: onKey("DisableKey"),

  run({ store }, { KeyId }) {
    const key = ownKey(liveKey(store, KeyId));
    if (key.state === "PendingImport") throw wrongState(keyArn(store.scope, key.id), "pending import");

    store.putKey({ ...key, state: "Disabled" });
  },
};
