import { AwsError } from "../aws-error.ts";
import { header, type RequestHead } from "../request-head.ts";
import type { Signature } from "../signature/signature.ts";

const literals = new Set([
  "UNSIGNED-PAYLOAD",
  "STREAMING-UNSIGNED-PAYLOAD-TRAILER",
  "STREAMING-AWS4-HMAC-SHA256-PAYLOAD",
  "STREAMING-AWS4-HMAC-SHA256-PAYLOAD-TRAILER",
]);

/** What a request to S3 says of its body, which is what its signature covers; the body itself is checked while it is read. */
export function claimedPayloadHash(head: RequestHead, signature: Signature | undefined): string {
  const claimed = header(head, "x-amz-content-sha256");
  if (claimed === undefined) {
    if (signature?.kind !== "header") return "UNSIGNED-PAYLOAD";
    throw new AwsError("InvalidRequest", "Missing required header for this request: x-amz-content-sha256", {
      status: 400,
    });
  }
  if (literals.has(claimed) || /^[0-9a-f]{64}$/.test(claimed)) return claimed;
  throw new AwsError(
    "InvalidArgument",
    "x-amz-content-sha256 must be UNSIGNED-PAYLOAD, STREAMING-UNSIGNED-PAYLOAD-TRAILER, STREAMING-AWS4-HMAC-SHA256-PAYLOAD, STREAMING-AWS4-HMAC-SHA256-PAYLOAD-TRAILER, STREAMING-AWS4-ECDSA-P256-SHA256-PAYLOAD, STREAMING-AWS4-ECDSA-P256-SHA256-PAYLOAD-TRAILER or a valid sha256 value.",
    { status: 400, fields: { ArgumentName: "x-amz-content-sha256", ArgumentValue: claimed } },
  );
}

export const isChunked = (head: RequestHead): boolean =>
  header(head, "x-amz-content-sha256")?.startsWith("STREAMING-") === true;

export const isChunkSigned = (head: RequestHead): boolean =>
  header(head, "x-amz-content-sha256")?.startsWith("STREAMING-AWS4-") === true;
