import type { RequestHead } from "../request-head.ts";
import { formatAmzDate } from "./amz-date.ts";
import { canonicalRequest } from "./canonical-request.ts";
import { sha256Hex } from "./digest.ts";
import type { SignatureV4 } from "./signature.ts";
import { signingKey } from "./signing-key.ts";
import { uriEncode } from "./uri-encode.ts";
import { scopeText } from "./verify-v4.ts";

export interface Presigning {
  readonly method: "GET" | "PUT";
  readonly host: string;
  /** Percent-encoded, from `/bucket/` on. */
  readonly path: string;
  readonly region: string;
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  /** Milliseconds since the epoch. */
  readonly now: number;
  readonly expiresSeconds: number;
}

/**
 * Path and query of a presigned request to S3.
 * @see https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-query-string-auth.html
 */
export function presign(asked: Presigning): string {
  const { method, path, host, region, accessKeyId, secretAccessKey, now, expiresSeconds } = asked;
  const timestamp = formatAmzDate(now);
  const scope = { date: timestamp.slice(0, 8), region, service: "s3" };
  const query = Object.entries({
    "X-Amz-Algorithm": "AWS4-HMAC-SHA256",
    "X-Amz-Credential": `${accessKeyId}/${scopeText(scope)}`,
    "X-Amz-Date": timestamp,
    "X-Amz-Expires": String(expiresSeconds),
    "X-Amz-SignedHeaders": "host",
  })
    .map(([name, value]) => `${name}=${uriEncode(value)}`)
    .join("&");
  const head: RequestHead = { method, path, query, headers: { host }, sourceIp: "", isSecure: false };
  const signature: SignatureV4 = {
    kind: "query",
    accessKeyId,
    ...scope,
    signedHeaders: "host",
    signature: "",
    timestamp,
    sessionToken: undefined,
    expiresSeconds,
  };
  const hash = sha256Hex(canonicalRequest(head, signature, "UNSIGNED-PAYLOAD"));
  const text = `AWS4-HMAC-SHA256\n${timestamp}\n${scopeText(scope)}\n${hash}`;
  return `${path}?${query}&X-Amz-Signature=${signingKey(secretAccessKey, scope).signHex(text)}`;
}
