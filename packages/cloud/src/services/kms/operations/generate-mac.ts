import { onKey } from "../access.ts";
import { macOf } from "../keys/mac.ts";
import { endDryRun, keyFor } from "../keys/usable-key.ts";
import { keyArn } from "../model.ts";
import type { KmsOperation } from "../shapes.ts";

/** @see https://docs.aws.amazon.com/kms/latest/APIReference/API_GenerateMac.html */
export const generateMac: KmsOperation<"GenerateMac"> = {
  access: onKey("GenerateMac"),

  run({ store }, input) {
    const { MacAlgorithm, Message = new Uint8Array() } = input;
    const key = keyFor(store, input.KeyId, { usage: "GENERATE_VERIFY_MAC", operation: "GenerateMac" });
    const mac = macOf(key, MacAlgorithm, Message);
    endDryRun(input);
    return { Mac: mac, MacAlgorithm, KeyId: keyArn(store.scope, key.id) };
  },
};
