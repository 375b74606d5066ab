import { createPublicKey, diffieHellman } from "node:crypto";
import { onKey } from "../access.ts";
import { privateKeyOf } from "../crypto/rsa-encryption.ts";
import { invalid } from "../errors.ts";
import { currentMaterial, endDryRun, keyFor } from "../keys/usable-key.ts";
import { keyArn, type Material } from "../model.ts";
import type { KmsOperation } from "../shapes.ts";

function sharedSecret(material: Material, theirs: Uint8Array): Buffer {
  try {
    const publicKey = createPublicKey({ key: Buffer.from(theirs), format: "der", type: "spki" });
    return diffieHellman({ privateKey: privateKeyOf(material), publicKey });
  } catch {
    throw invalid("The public key is not a valid point on the curve of the KMS key.");
  }
}

/** @see https://docs.aws.amazon.com/kms/latest/APIReference/API_DeriveSharedSecret.html */
export const deriveSharedSecret: KmsOperation<"DeriveSharedSecret"> = {
  access: onKey("DeriveSharedSecret"),

  run({ store }, input) {
    const { PublicKey = new Uint8Array(), KeyAgreementAlgorithm } = input;
    const key = keyFor(store, input.KeyId, { usage: "KEY_AGREEMENT", operation: "DeriveSharedSecret" });
    const secret = sharedSecret(currentMaterial(key), PublicKey);
    endDryRun(input);
    return {
      KeyId: keyArn(store.scope, key.id),
      SharedSecret: secret,
      KeyAgreementAlgorithm,
      KeyOrigin: key.origin,
    };
  },
};
