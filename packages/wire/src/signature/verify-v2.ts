import { createHmac } from "node:crypto";
import { parseQuery } from "../http-bindings/query-parameters.ts";
import { s3Address } from "../identify/s3-address.ts";
import { header, type RequestHead } from "../request-head.ts";
import { isSameText } from "./digest.ts";
import type { SignatureV2 } from "./signature.ts";
import {
  badTimestampV2,
  requestHasExpired,
  requestTimeTooSkewedV2,
  signatureDoesNotMatch,
} from "./signature-errors.ts";
import { isSkewed } from "./skew.ts";
import { uriDecode } from "./uri-encode.ts";
import type { Verification } from "./verify-v4.ts";

/** Parameters that are part of the resource: https://docs.aws.amazon.com/AmazonS3/latest/API/RESTAuthentication.html */
const signedParameters = new Set(
  (
    "accelerate acl analytics cors defaultObjectAcl delete encryption inventory legal-hold lifecycle location logging metrics " +
    "notification object-lock ownershipControls partNumber policy policyStatus publicAccessBlock replication requestPayment " +
    "response-cache-control response-content-disposition response-content-encoding response-content-language " +
    "response-content-type response-expires restore retention select select-type storageClass tagging torrent uploadId " +
    "uploads versionId versioning versions website"
  ).split(" "),
);

export function verifyV2(head: RequestHead, signature: SignatureV2, by: Verification): void {
  const date = checkedDate(head, signature, by);
  if (by.secretAccessKey === undefined) return;
  const stringToSign = [
    head.method,
    header(head, "content-md5") ?? "",
    header(head, "content-type") ?? "",
    date,
    amzHeaders(head) + resourceOf(head),
  ].join("\n");
  const expected = createHmac("sha1", by.secretAccessKey).update(stringToSign, "utf8").digest("base64");
  if (!isSameText(expected, signature.signature)) {
    throw signatureDoesNotMatch(by.dialect, { signature, stringToSign });
  }
}

/** What stands for the date in the text that is signed: the expiry, the `Date` header, or nothing beside `x-amz-date`. */
function checkedDate(head: RequestHead, signature: SignatureV2, by: Verification): string {
  if (signature.kind === "v2-query") {
    const expiresAt = (signature.expiresAt ?? Number.NaN) * 1000;
    if (Number.isNaN(expiresAt)) throw badTimestampV2();
    if (by.now > expiresAt) throw requestHasExpired({ expiresAt, now: by.now });
    return String(signature.expiresAt);
  }
  const text = header(head, "x-amz-date") ?? header(head, "date") ?? "";
  const signedAt = Date.parse(text);
  if (Number.isNaN(signedAt)) throw badTimestampV2();
  if (isSkewed(signedAt, by)) throw requestTimeTooSkewedV2(text, by.wallNow);
  return header(head, "x-amz-date") === undefined ? text : "";
}

/** Those of the head and, of a presigned URL, those that its signer moved into the query, the session token for one. */
function amzHeaders(head: RequestHead): string {
  const values = new Map<string, string>();
  for (const [name, [value = ""]] of parseQuery(head.query)) {
    if (name.toLowerCase().startsWith("x-amz-")) values.set(name.toLowerCase(), value);
  }
  for (const name of Object.keys(head.headers)) {
    if (name.startsWith("x-amz-")) values.set(name, header(head, name)?.trim() ?? "");
  }
  const lines = [...values].sort(([a], [b]) => (a < b ? -1 : 1));
  return lines.map(([name, value]) => `${name}:${value}\n`).join("");
}

function resourceOf(head: RequestHead): string {
  const { bucket, path } = s3Address(header(head, "host") ?? "", head.path);
  const parameters = head.query
    .split("&")
    .map((parameter) => parameter.split("="))
    .filter(([name = ""]) => signedParameters.has(name))
    .sort(([a = ""], [b = ""]) => (a < b ? -1 : 1))
    .map(([name, ...value]) => (value.length === 0 ? name : `${name}=${uriDecode(value.join("="))}`));
  const isBare = bucket !== undefined && path === "/" && head.path === `/${bucket}`;
  const resource = bucket === undefined ? path : `/${bucket}${isBare ? "" : path}`;
  return parameters.length === 0 ? resource : `${resource}?${parameters.join("&")}`;
}
