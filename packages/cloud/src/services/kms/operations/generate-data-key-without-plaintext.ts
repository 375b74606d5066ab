import { onKey } from "../access.ts";
import { dataKey } from "../keys/data-key.ts";
import type { KmsOperation } from "../shapes.ts";

/** @see https://docs.aws.amazon.com/kms/latest/APIReference/API_GenerateDataKeyWithoutPlaintext.html */
export const generateDataKeyWithoutPlaintext: KmsOperation<"GenerateDataKeyWithoutPlaintext"> = {
  access: onKey("GenerateDataKeyWithoutPlaintext"),

  run(call, input) {
    const isSized = input.KeySpec !== undefined || input.NumberOfBytes !== undefined;
    const asked = isSized ? input : { ...input, KeySpec: "AES_256" as const };
    const made = dataKey(call, asked, "GenerateDataKeyWithoutPlaintext");
    return { CiphertextBlob: made.ciphertext, KeyId: made.keyArn };
  },
};
