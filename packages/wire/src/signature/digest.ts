import * as crypto from "node:crypto";

/** One call without an object: half the time of a hash object, and nothing to collect. */
export const sha256Hex = (data: string | Uint8Array): string => crypto.hash("sha256", data, "hex");

/** Rare and small: the signatures of requests are made with HmacKey. */
export const hmacSha256 = (key: string | Uint8Array, data: string): Buffer =>
  crypto.createHmac("sha256", key).update(data, "utf8").digest();

/** Compares in a time that does not tell where the texts differ. */
export function isSameText(a: string, b: string): boolean {
  if (a.length !== b.length) return false;
  let difference = 0;
  for (let at = 0; at < a.length; at++) difference |= a.charCodeAt(at) ^ b.charCodeAt(at);
  return difference === 0;
}

export const emptySha256 = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";
