import { onNoKey } from "../access.ts";
import { invalid } from "../errors.ts";
import type { KmsOperation } from "../shapes.ts";

/** @see https://docs.aws.amazon.com/kms/latest/APIReference/API_GenerateRandom.html */
export const generateRandom: KmsOperation<"GenerateRandom"> = {
  access: onNoKey("GenerateRandom"),

  run({ ids }, { NumberOfBytes }) {
    if (NumberOfBytes === undefined) throw invalid("NumberOfBytes is required.");
    return { Plaintext: ids.bytes(NumberOfBytes) };
  },
};
