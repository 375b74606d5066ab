import { timingSafeEqual } from "node:crypto";
import { onKey } from "../access.ts";
import { invalidMac } from "../errors.ts";
import { macOf } from "../keys/mac.ts";
import { endDryRun, keyFor } from "../keys/usable-key.ts";
import { keyArn } from "../model.ts";
import type { KmsOperation } from "../shapes.ts";

/** @see https://docs.aws.amazon.com/kms/latest/APIReference/API_VerifyMac.html */
export const verifyMac: KmsOperation<"VerifyMac"> = {
  access: onKey("VerifyMac"),

  run({ store }, input) {
    const { MacAlgorithm, Message = new Uint8Array(), Mac = new Uint8Array() } = input;
    const key = keyFor(store, input.KeyId, { usage: "GENERATE_VERIFY_MAC", operation: "VerifyMac" });
    const mac = macOf(key, MacAlgorithm, Message);
    if (mac.length !== Mac.length || !timingSafeEqual(mac, Mac)) throw invalidMac();
    endDryRun(input);
    return { MacValid: true, MacAlgorithm, KeyId: keyArn(store.scope, key.id) };
  },
};
