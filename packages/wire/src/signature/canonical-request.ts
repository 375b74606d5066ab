import type { RequestHead } from "../request-head.ts";
import { isS3Scope, type SignatureV4 } from "./signature.ts";
import { uriDecode, uriEncode } from "./uri-encode.ts";

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html#create-canonical-request */
export function canonicalRequest(head: RequestHead, signature: SignatureV4, payloadHash: string): string {
  const path = isS3Scope(signature.service) ? singleEncoded(head.path) : doubleEncoded(head.path);
  const query = canonicalQuery(head.query, signature.kind === "query");
  const headers = canonicalHeaders(head, signature.signedHeaders);
  return `${head.method}\n${path}\n${query}\n${headers}\n${signature.signedHeaders}\n${payloadHash}`;
}

/** S3 signs the path of the object as it is, encoded once. */
function singleEncoded(path: string): string {
  if (plainPath.test(path)) return path;
  return path
    .split("/")
    .map((segment) => uriEncode(uriDecode(segment)))
    .join("/");
}

/** Everybody else encodes what is already encoded once more, after removing `.`, `..` and empty segments. */
function doubleEncoded(path: string): string {
  if (path === "/") return path;
  const normal = /\/\.{0,2}(?:\/|$)/.test(path) ? normalized(path) : path;
  return normal.split("/").map(uriEncode).join("/");
}

const plainPath = /^[A-Za-z0-9\-._~/]*$/;

function normalized(path: string): string {
  const kept: string[] = [];
  for (const segment of path.split("/")) {
    if (segment === "..") kept.pop();
    else if (segment !== "" && segment !== ".") kept.push(segment);
  }
  return `/${kept.join("/")}${path.endsWith("/") && kept.length > 0 ? "/" : ""}`;
}

/** Parameters encoded anew and sorted by name, then value. The signature of a presigned URL does not sign itself. */
function canonicalQuery(query: string, isPresigned: boolean): string {
  if (query === "") return "";
  const pairs: (readonly [string, string])[] = [];
  for (const parameter of query.split("&")) {
    if (parameter === "") continue;
    const equals = parameter.indexOf("=");
    const name = reencoded(equals < 0 ? parameter : parameter.slice(0, equals));
    if (isPresigned && name === "X-Amz-Signature") continue;
    pairs.push([name, equals < 0 ? "" : reencoded(parameter.slice(equals + 1))]);
  }
  pairs.sort(([a, x], [b, y]) => order(a, b) || order(x, y));
  return pairs.map(([name, value]) => `${name}=${value}`).join("&");
}

const reencoded = (text: string): string => uriEncode(uriDecode(text.replaceAll("+", "%20")));

const order = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

function canonicalHeaders(head: RequestHead, signedHeaders: string): string {
  let lines = "";
  for (const name of namesOf(signedHeaders)) {
    const value = head.headers[name];
    lines += `${name}:${value === undefined ? "" : typeof value === "string" ? trimmed(value) : value.map(trimmed).join(",")}\n`;
  }
  return isAscii(lines) ? lines : Buffer.from(lines, "latin1").toString("utf8");
}

/** Node reads headers as latin1; clients that sign other characters sign the bytes they send. */
const isAscii = (text: string): boolean => Buffer.byteLength(text, "utf8") === text.length;

const trimmed = (value: string): string => {
  const text = value.trim();
  return text.includes("  ") ? text.replace(/ {2,}/g, " ") : text;
};

/** A client signs the same headers every time: the list is split once. */
const namesMax = 1000;
const splitNames = new Map<string, readonly string[]>();

function namesOf(signedHeaders: string): readonly string[] {
  const known = splitNames.get(signedHeaders);
  if (known !== undefined) return known;
  const names = signedHeaders.split(";");
  if (splitNames.size >= namesMax) splitNames.clear();
  splitNames.set(signedHeaders, names);
  return names;
}
