import { onKey } from "../access.ts";
import { dataKeyPair } from "../keys/data-key.ts";
import type { KmsOperation } from "../shapes.ts";

/** @see https://docs.aws.amazon.com/kms/latest/APIReference/API_GenerateDataKeyPair.html */
export const generateDataKeyPair: KmsOperation<"GenerateDataKeyPair"> = {
  access: onKey("GenerateDataKeyPair"),

  async run(call, input) {
    const made = await dataKeyPair(call, input, "GenerateDataKeyPair");
    return {
      PrivateKeyCiphertextBlob: made.ciphertext,
      PrivateKeyPlaintext: made.plaintext,
      PublicKey: made.publicKey,
      KeyId: made.keyArn,
      KeyPairSpec: made.spec,
    };
  },
};
