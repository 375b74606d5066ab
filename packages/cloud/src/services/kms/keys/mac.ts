import { createHmac } from "node:crypto";
import type { MacAlgorithmSpec } from "@aws-sdk/client-kms";
import { wrongAlgorithm } from "../errors.ts";
import type { Key } from "../model.ts";
import { factsOf } from "./specs.ts";
import { currentMaterial } from "./usable-key.ts";

export function macOf(key: Key, algorithm: MacAlgorithmSpec | undefined, message: Uint8Array): Buffer {
  if (algorithm === undefined || factsOf(key.spec).mac !== algorithm) throw wrongAlgorithm(String(algorithm), key.spec);
  const secret = Buffer.from(currentMaterial(key).bytes, "base64");
  return createHmac(`sha${algorithm.slice(-3)}`, secret)
    .update(message)
    .digest();
}
