import * as crypto from "node:crypto";

/** One call where Node has it (20.12): half the time of a hash object, which is most of the time of a signature. */
const oneShot: ((algorithm: string, data: string | Uint8Array, encoding: "hex") => string) | undefined = crypto.hash;

export const sha256Hex: (data: string | Uint8Array) => string =
  oneShot === undefined
    ? (data) => crypto.createHash("sha256").update(data).digest("hex")
    : (data) => oneShot("sha256", data, "hex");

export const hmacSha256 = (key: string | Uint8Array, data: string): Buffer =>
  crypto.createHmac("sha256", key).update(data, "utf8").digest();

export const hmacSha256Hex = (key: string | Uint8Array, data: string): string =>
  crypto.createHmac("sha256", key).update(data, "utf8").digest("hex");

/** Compares in a time that does not tell where the texts differ. */
export function isSameText(a: string, b: string): boolean {
  const left = Buffer.from(a, "utf8");
  const right = Buffer.from(b, "utf8");
  return left.length === right.length && crypto.timingSafeEqual(left, right);
}

export const emptySha256 = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";
