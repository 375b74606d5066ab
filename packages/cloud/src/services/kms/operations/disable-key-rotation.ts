import { onKey } from "../access.ts";
import { rotatableKey } from "../keys/rotation.ts";
import type { KmsOperation } from "../shapes.ts";

/** @see https://docs.aws.amazon.com/kms/latest/APIReference/API_DisableKeyRotation.html */
export const disableKeyRotation: KmsOperation<"DisableKeyRotation"> = {
  access: onKey("DisableKeyRotation"),
  run: ({ store }, { KeyId }) => store.putKey({ ...rotatableKey(store, KeyId), rotation: undefined }),
};
