import { hmacSha256 } from "./digest.ts";
import { HmacKey } from "./hmac-key.ts";
import type { SignatureV4 } from "./signature.ts";

/** A key serves one day of one service: the four rounds of hashing are worth keeping. */
const keysMax = 1000;
const keys = new Map<string, HmacKey>();

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html#derive-signing-key */
export function signingKey(secretAccessKey: string, scope: Pick<SignatureV4, "date" | "region" | "service">): HmacKey {
  const name = `${secretAccessKey}\n${scope.date}\n${scope.region}\n${scope.service}`;
  const known = keys.get(name);
  if (known !== undefined) return known;
  const dateKey = hmacSha256(`AWS4${secretAccessKey}`, scope.date);
  const serviceKey = hmacSha256(hmacSha256(dateKey, scope.region), scope.service);
  const key = new HmacKey(hmacSha256(serviceKey, "aws4_request"));
  if (keys.size >= keysMax) keys.clear();
  keys.set(name, key);
  return key;
}
