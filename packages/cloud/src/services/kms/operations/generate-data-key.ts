import { onKey } from "../access.ts";
import { dataKey } from "../keys/data-key.ts";
import type { KmsOperation } from "../shapes.ts";

/** @see https://docs.aws.amazon.com/kms/latest/APIReference/API_GenerateDataKey.html */
export const generateDataKey: KmsOperation<"GenerateDataKey"> = {
  access: onKey("GenerateDataKey"),

  run(call, input) {
    const made = dataKey(call, input, "GenerateDataKey");
    return {
      CiphertextBlob: made.ciphertext,
      Plaintext: made.plaintext,
      KeyId: made.keyArn,
    };
  },
};
