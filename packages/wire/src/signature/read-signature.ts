import { AwsError } from "../aws-error.ts";
import { header, type RequestHead } from "../request-head.ts";
import type { Signature, SignatureV2, SignatureV4 } from "./signature.ts";
import { incompleteSignature, malformedAuthorization, presignedParametersMissing } from "./signature-errors.ts";
import { uriDecode } from "./uri-encode.ts";

const algorithm = "AWS4-HMAC-SHA256";

/** The signature of a request, in its `Authorization` header or its query; undefined when it has none. */
export function readSignature(head: RequestHead): Signature | undefined {
  const authorization = header(head, "authorization");
  if (authorization !== undefined) return readAuthorization(head, authorization);
  if (head.query === "") return undefined;
  if (head.query.includes("X-Amz-")) return readPresigned(head);
  return head.query.includes("AWSAccessKeyId=") ? readPresignedV2(head) : undefined;
}

function readAuthorization(head: RequestHead, authorization: string): Signature | undefined {
  if (authorization.startsWith("AWS ")) return readHeaderV2(head, authorization);
  if (!authorization.startsWith(algorithm)) return unknownAuthorization(authorization);
  const credential = parameterOf(authorization, "Credential=");
  const signedHeaders = parameterOf(authorization, "SignedHeaders=");
  const signature = parameterOf(authorization, "Signature=");
  const timestamp = header(head, "x-amz-date") ?? dateHeader(head);
  if (credential === undefined || signedHeaders === undefined || signature === undefined || timestamp === undefined) {
    throw incompleteSignature(authorization, { credential, signature, signedHeaders, timestamp });
  }
  const sessionToken = header(head, "x-amz-security-token");
  const scope = scopeOf(credential, authorization);
  return { kind: "header", ...scope, signedHeaders, signature, timestamp, sessionToken, expiresSeconds: undefined };
}

/** Other schemes, such as the bearer tokens of an API behind API Gateway, are no signature; SigV4a is one not spoken here. */
function unknownAuthorization(authorization: string): undefined {
  if (!authorization.startsWith("AWS4-")) return undefined;
  throw new AwsError("InvalidRequest", "The authorization mechanism you have provided is not supported.", {
    status: 400,
  });
}

function parameterOf(authorization: string, name: string): string | undefined {
  const start = authorization.indexOf(name);
  if (start < 0) return undefined;
  const end = authorization.indexOf(",", start);
  return authorization.slice(start + name.length, end < 0 ? undefined : end).trim();
}

/** A plain `Date` header may stand in for `X-Amz-Date`. */
function dateHeader(head: RequestHead): string | undefined {
  const time = Date.parse(header(head, "date") ?? "");
  return Number.isNaN(time) ? undefined : `${new Date(time).toISOString().slice(0, 19).replace(/[-:]/g, "")}Z`;
}

type Scope = Pick<SignatureV4, "accessKeyId" | "date" | "region" | "service">;

/** An access key may contain slashes, so the scope is read from its end. */
function scopeOf(credential: string, authorization: string): Scope {
  const parts = credential.split("/");
  const terminator = parts.pop();
  const service = parts.pop();
  const region = parts.pop();
  const date = parts.pop();
  if (date === undefined || region === undefined || service === undefined || parts.length === 0) {
    throw malformedAuthorization(authorization);
  }
  if (terminator !== "aws4_request") throw malformedAuthorization(authorization);
  return { accessKeyId: parts.join("/"), date, region, service };
}

/** https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-query-string-auth.html */
function readPresigned(head: RequestHead): Signature | undefined {
  const parameters = new Map(
    head.query.split("&").map((parameter): [string, string] => {
      const equals = parameter.indexOf("=");
      return equals < 0 ? [parameter, ""] : [parameter.slice(0, equals), uriDecode(parameter.slice(equals + 1))];
    }),
  );
  const credential = parameters.get("X-Amz-Credential");
  const signature = parameters.get("X-Amz-Signature");
  if (credential === undefined && signature === undefined && !parameters.has("X-Amz-Algorithm")) return undefined;
  const signedHeaders = parameters.get("X-Amz-SignedHeaders");
  const timestamp = parameters.get("X-Amz-Date");
  const isComplete =
    parameters.has("X-Amz-Algorithm") &&
    credential !== undefined &&
    signature !== undefined &&
    signedHeaders !== undefined &&
    timestamp !== undefined;
  if (!isComplete) throw presignedParametersMissing();
  const expires = parameters.get("X-Amz-Expires");
  return {
    kind: "query",
    ...scopeOf(credential, credential),
    signedHeaders,
    signature,
    timestamp,
    sessionToken: parameters.get("X-Amz-Security-Token"),
    expiresSeconds: expires === undefined ? undefined : Number(expires),
  };
}

function readHeaderV2(head: RequestHead, authorization: string): SignatureV2 {
  const colon = authorization.lastIndexOf(":");
  if (colon < 0) throw malformedAuthorization(authorization);
  return {
    kind: "v2-header",
    accessKeyId: authorization.slice(4, colon).trim(),
    signature: authorization.slice(colon + 1).trim(),
    sessionToken: header(head, "x-amz-security-token"),
    expiresAt: undefined,
  };
}

/** boto3 presigns S3 URLs like this to this day, unless it is told otherwise. */
function readPresignedV2(head: RequestHead): SignatureV2 {
  const parameters = new URLSearchParams(head.query);
  return {
    kind: "v2-query",
    accessKeyId: parameters.get("AWSAccessKeyId") ?? "",
    signature: parameters.get("Signature") ?? "",
    sessionToken: parameters.get("x-amz-security-token") ?? undefined,
    expiresAt: Number(parameters.get("Expires") ?? "NaN"),
  };
}
