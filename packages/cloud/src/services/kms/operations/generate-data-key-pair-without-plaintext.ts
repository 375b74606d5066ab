import { onKey } from "../access.ts";
import { dataKeyPair } from "../keys/data-key.ts";
import type { KmsOperation } from "../shapes.ts";

/** @see https://docs.aws.amazon.com/kms/latest/APIReference/API_GenerateDataKeyPairWithoutPlaintext.html */
export const generateDataKeyPairWithoutPlaintext: KmsOperation<"GenerateDataKeyPairWithoutPlaintext"> = {
  access: onKey("GenerateDataKeyPairWithoutPlaintext"),

  async run(call, input) {
    const made = await dataKeyPair(call, input, "GenerateDataKeyPairWithoutPlaintext");
    return {
      PrivateKeyCiphertextBlob: made.ciphertext,
      PublicKey: made.publicKey,
      KeyId: made.keyArn,
      KeyPairSpec: made.spec,
    };
  },
};
