import { contextKeys, keyAccess } from "../access.ts";
import { cipherKey, decryptWith, encryptionAlgorithm, encryptWith } from "../keys/encryption.ts";
import { endDryRun, keyFor } from "../keys/usable-key.ts";
import { type Key, keyArn } from "../model.ts";
import type { KmsOperation, Shapes } from "../shapes.ts";
import type { KmsStore } from "../store.ts";

const sourceOf = (store: KmsStore, input: Shapes["ReEncrypt"]["input"]): Key =>
  cipherKey(store, { KeyId: input.SourceKeyId, CiphertextBlob: input.CiphertextBlob });

/** @see https://docs.aws.amazon.com/kms/latest/APIReference/API_ReEncrypt.html */
export const reEncrypt: KmsOperation<"ReEncrypt"> = {
  access: (input, scope, store, principal) => [
    keyAccess("ReEncryptFrom", sourceOf(store, input), scope, principal, contextKeys(input.SourceEncryptionContext)),
    keyAccess(
      "ReEncryptTo",
      store.key(input.DestinationKeyId ?? ""),
      scope,
      principal,
      contextKeys(input.DestinationEncryptionContext),
    ),
  ],

  run({ store, ids }, input) {
    const { CiphertextBlob: ciphertext = new Uint8Array() } = input;
    const from = keyFor(store, sourceOf(store, input).id, { usage: "ENCRYPT_DECRYPT", operation: "ReEncrypt" });
    const to = keyFor(store, input.DestinationKeyId, { usage: "ENCRYPT_DECRYPT", operation: "ReEncrypt" });
    const before = encryptionAlgorithm(from, input.SourceEncryptionAlgorithm);
    const after = encryptionAlgorithm(to, input.DestinationEncryptionAlgorithm);
    const { plaintext, materialId } = decryptWith({
      key: from,
      algorithm: before,
      ciphertext,
      context: input.SourceEncryptionContext,
    });
    endDryRun(input);
    const context = input.DestinationEncryptionContext;
    return {
      CiphertextBlob: encryptWith({ ids, account: store.scope.account, key: to, algorithm: after, plaintext, context }),
      SourceKeyId: keyArn(store.scope, from.id),
      KeyId: keyArn(store.scope, to.id),
      SourceEncryptionAlgorithm: before,
      DestinationEncryptionAlgorithm: after,
      SourceKeyMaterialId: materialId,
      DestinationKeyMaterialId: to.spec === "SYMMETRIC_DEFAULT" ? to.materials.at(-1)?.id : undefined,
    };
  },
};
