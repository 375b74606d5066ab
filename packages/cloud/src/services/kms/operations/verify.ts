import { onKey } from "../access.ts";
import { isSignedBy } from "../crypto/signing.ts";
import { invalidSignature } from "../errors.ts";
import { messageDigest } from "../keys/message-digest.ts";
import { currentMaterial, endDryRun, keyFor } from "../keys/usable-key.ts";
import { keyArn } from "../model.ts";
import type { KmsOperation } from "../shapes.ts";

/** @see https://docs.aws.amazon.com/kms/latest/APIReference/API_Verify.html */
export const verify: KmsOperation<"Verify"> = {
  access: onKey("Verify"),

  run({ store }, input) {
    const key = keyFor(store, input.KeyId, { usage: "SIGN_VERIFY", operation: "Verify" });
    const { algorithm, digest } = messageDigest(key, input);
    const signature = Buffer.from(input.Signature ?? new Uint8Array());
    if (!isSignedBy(currentMaterial(key), algorithm, digest, signature)) throw invalidSignature();
    endDryRun(input);
    return { KeyId: keyArn(store.scope, key.id), SignatureValid: true, SigningAlgorithm: algorithm };
  },
};
