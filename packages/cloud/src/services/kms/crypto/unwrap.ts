import { createDecipheriv, type KeyObject } from "node:crypto";
import { rsaDecrypt } from "./rsa-encryption.ts";

/** RFC 5649 */
const wrapPadIv = Buffer.from("a65959a6", "hex");

/** Key material as its owner has wrapped it for import; undefined when it was wrapped otherwise. */
export function unwrap(key: KeyObject, algorithm: string, wrapped: Uint8Array): Buffer | undefined {
  if (!algorithm.startsWith("RSA_AES_KEY_WRAP")) return rsaDecrypt(key, algorithm, wrapped);
  const modulusBytes = (key.asymmetricKeyDetails?.modulusLength ?? 0) / 8;
  const secret = rsaDecrypt(
    key,
    algorithm.replace("RSA_AES_KEY_WRAP", "RSAES_OAEP"),
    wrapped.subarray(0, modulusBytes),
  );
  if (secret === undefined) return undefined;
  try {
    const decipher = createDecipheriv("id-aes256-wrap-pad", secret, wrapPadIv);
    return Buffer.concat([decipher.update(wrapped.subarray(modulusBytes)), decipher.final()]);
  } catch {
    return undefined;
  }
}
