import { contextKeys, keyAccess } from "../access.ts";
import { cipherKey, decryptWith, encryptionAlgorithm } from "../keys/encryption.ts";
import { endDryRun, keyFor } from "../keys/usable-key.ts";
import { keyArn } from "../model.ts";
import type { KmsOperation } from "../shapes.ts";

/** @see https://docs.aws.amazon.com/kms/latest/APIReference/API_Decrypt.html */
export const decrypt: KmsOperation<"Decrypt"> = {
  access: (input, scope, store, principal) =>
    keyAccess("Decrypt", cipherKey(store, input), scope, principal, contextKeys(input.EncryptionContext)),

  run({ store }, input) {
    const { CiphertextBlob = new Uint8Array(), EncryptionContext: context } = input;
    const { id } = cipherKey(store, input);
    const key = keyFor(store, id, { usage: "ENCRYPT_DECRYPT", operation: "Decrypt" });
    const algorithm = encryptionAlgorithm(key, input.EncryptionAlgorithm);
    const decrypted = decryptWith({ key, algorithm, ciphertext: CiphertextBlob, context });
    endDryRun(input);
    return {
      KeyId: keyArn(store.scope, key.id),
      Plaintext: decrypted.plaintext,
      EncryptionAlgorithm: algorithm,
      KeyMaterialId: decrypted.materialId,
    };
  },
};
