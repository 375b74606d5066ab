import { onKey } from "../access.ts";
import { importableKey } from "../keys/importable-key.ts";
import { keyArn } from "../model.ts";
import type { KmsOperation } from "../shapes.ts";

/** @see https://docs.aws.amazon.com/kms/latest/APIReference/API_DeleteImportedKeyMaterial.html */
export const deleteImportedKeyMaterial: KmsOperation<"DeleteImportedKeyMaterial"> = {
  access: onKey("DeleteImportedKeyMaterial"),

  run({ store }, { KeyId }) {
    const key = importableKey(store, KeyId);
    store.putKey({ ...key, state: "PendingImport", materials: [], expiration: undefined });
    return { KeyId: keyArn(store.scope, key.id), KeyMaterialId: key.materials.at(-1)?.id };
  },
};
