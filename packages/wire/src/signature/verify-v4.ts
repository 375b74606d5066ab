import type { RequestHead } from "../request-head.ts";
import { parseAmzDate } from "./amz-date.ts";
import { canonicalRequest } from "./canonical-request.ts";
import { isSameText, sha256Hex } from "./digest.ts";
import { isS3Scope, type SignatureV4 } from "./signature.ts";
import {
  badTimestamp,
  type Dialect,
  headersNotSigned,
  presignedDateInvalid,
  presignedExpiresInvalid,
  presignedParametersMissing,
  requestHasExpired,
  requestTimeTooSkewed,
  scopeDateMismatch,
  signatureDoesNotMatch,
  skewMsMax,
} from "./signature-errors.ts";
import { signingKey } from "./signing-key.ts";
import { isSkewed } from "./skew.ts";

/** https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-query-string-auth.html */
const presignedSecondsMax = 604_800;

export interface Verification {
  /** Undefined when nobody knows it: then everything is checked but the signature itself. */
  readonly secretAccessKey: string | undefined;
  readonly dialect: Dialect;
  /** The time of the cloud, which decides whether a presigned URL has expired, and which functions sign with. */
  readonly now: number;
  /** Real time, which all other clients sign with. */
  readonly wallNow: number;
}

/** Throws unless the request is signed with this key, now. `payloadHash` is what the client says of its body, or its hash. */
export function verifyV4(head: RequestHead, signature: SignatureV4, payloadHash: string, by: Verification): void {
  checkTime(signature, by);
  if (isS3Scope(signature.service)) checkSignedHeaders(head, signature);
  if (by.secretAccessKey === undefined) return;
  const request = canonicalRequest(head, signature, payloadHash);
  const stringToSign = `AWS4-HMAC-SHA256\n${signature.timestamp}\n${scopeText(signature)}\n${sha256Hex(request)}`;
  const expected = signingKey(by.secretAccessKey, signature).signHex(stringToSign);
  if (isSameText(expected, signature.signature)) return;
  throw signatureDoesNotMatch(by.dialect, { signature, stringToSign, canonicalRequest: request });
}

export const scopeText = (scope: Pick<SignatureV4, "date" | "region" | "service">): string =>
  `${scope.date}/${scope.region}/${scope.service}/aws4_request`;

function checkTime(signature: SignatureV4, by: Verification): void {
  const signedAt = parseAmzDate(signature.timestamp);
  if (signedAt === undefined) {
    throw signature.kind === "query" ? presignedDateInvalid() : badTimestamp(by.dialect, signature);
  }
  if (!signature.timestamp.startsWith(signature.date)) throw scopeDateMismatch(by.dialect, signature);
  if (signature.kind === "query" && by.dialect === "s3") checkExpiry(signature, signedAt, by.now);
  else if (signature.kind === "query") checkLaxExpiry(signature, signedAt, by);
  else if (isSkewed(signedAt, by)) throw requestTimeTooSkewed(by.dialect, signature, signedAt, by.wallNow);
}

function checkExpiry({ expiresSeconds }: SignatureV4, signedAt: number, now: number): void {
  if (expiresSeconds === undefined) throw presignedParametersMissing();
  if (!(expiresSeconds >= 0 && expiresSeconds <= presignedSecondsMax)) throw presignedExpiresInvalid(expiresSeconds);
  const expiresAt = signedAt + expiresSeconds * 1000;
  if (now > expiresAt) throw requestHasExpired({ expiresSeconds, expiresAt, now });
}

/** Other services take presigned requests without an expiry, for as long as signed ones are good. */
function checkLaxExpiry(signature: SignatureV4, signedAt: number, by: Verification): void {
  const lifetimeMs = signature.expiresSeconds === undefined ? skewMsMax : signature.expiresSeconds * 1000;
  if (!(by.now <= signedAt + lifetimeMs)) throw requestTimeTooSkewed(by.dialect, signature, signedAt, by.now);
}

/** What S3 acts upon must be signed: a presigned URL must not be used with headers its signer did not have in mind. */
function checkSignedHeaders(head: RequestHead, signature: SignatureV4): void {
  const signed = `;${signature.signedHeaders};`;
  let unsigned: string[] | undefined;
  for (const name in head.headers) {
    if (!name.startsWith("x-amz-") || signed.includes(`;${name};`) || mayBeUnsigned.has(name)) continue;
    unsigned ??= [];
    unsigned.push(name);
  }
  if (unsigned !== undefined) throw headersNotSigned(unsigned);
}

/** The hash of the body is part of what is signed by itself; the others say nothing that S3 acts upon. */
const mayBeUnsigned = new Set(["x-amz-content-sha256", "x-amz-user-agent", "x-amzn-trace-id"]);
