import { onKey } from "../access.ts";
import { encryptionAlgorithm, encryptWith } from "../keys/encryption.ts";
import { endDryRun, keyFor } from "../keys/usable-key.ts";
import { keyArn } from "../model.ts";
import type { KmsOperation } from "../shapes.ts";

/** @see https://docs.aws.amazon.com/kms/latest/APIReference/API_Encrypt.html */
export const encrypt: KmsOperation<"Encrypt"> = {
  access: onKey("Encrypt"),

  run({ store, ids }, input) {
    const { KeyId, Plaintext = new Uint8Array(), EncryptionContext: context } = input;
    const key = keyFor(store, KeyId, { usage: "ENCRYPT_DECRYPT", operation: "Encrypt" });
    const algorithm = encryptionAlgorithm(key, input.EncryptionAlgorithm);
    endDryRun(input);
    return {
      CiphertextBlob: encryptWith({ ids, account: store.scope.account, key, algorithm, plaintext: Plaintext, context }),
      KeyId: keyArn(store.scope, key.id),
      EncryptionAlgorithm: algorithm,
    };
  },
};
