import { onKey } from "../access.ts";
import { signatureOf } from "../crypto/signing.ts";
import { messageDigest } from "../keys/message-digest.ts";
import { currentMaterial, endDryRun, keyFor } from "../keys/usable-key.ts";
import { keyArn } from "../model.ts";
import type { KmsOperation } from "../shapes.ts";

/** @see https://docs.aws.amazon.com/kms/latest/APIReference/API_Sign.html */
export const sign: KmsOperation<"Sign"> = {
  access: onKey("Sign"),

  run({ store, ids }, input) {
    const key = keyFor(store, input.KeyId, { usage: "SIGN_VERIFY", operation: "Sign" });
    const { algorithm, digest } = messageDigest(key, input);
    endDryRun(input);
    return {
      KeyId: keyArn(store.scope, key.id),
      Signature: signatureOf(ids, currentMaterial(key), algorithm, digest),
      SigningAlgorithm: algorithm,
    };
  },
};
