import { invalidStorageClass, keyTooLong, metadataTooLarge } from "../errors.ts";
import type { Attributes } from "../model.ts";

/** https://docs.aws.amazon.com/AmazonS3/latest/userguide/UsingMetadata.html */
const metadataBytesMax = 2048;
const keyBytesMax = 1024;
const storageClasses = new Set([
  "STANDARD",
  "REDUCED_REDUNDANCY",
  "STANDARD_IA",
  "ONEZONE_IA",
  "INTELLIGENT_TIERING",
  "GLACIER",
  "DEEP_ARCHIVE",
  "GLACIER_IR",
]);

export interface AttributesInput {
  readonly ContentType?: string | undefined;
  readonly ContentEncoding?: string | undefined;
  readonly ContentLanguage?: string | undefined;
  readonly ContentDisposition?: string | undefined;
  readonly CacheControl?: string | undefined;
  readonly Expires?: Date | undefined;
  readonly StorageClass?: string | undefined;
  readonly WebsiteRedirectLocation?: string | undefined;
  readonly Metadata?: Readonly<Record<string, string>> | undefined;
}

/** What a sender says of an object. Throws MetadataTooLarge and InvalidStorageClass. */
export function readAttributes(input: AttributesInput): Attributes {
  checkStorageClass(input.StorageClass);
  const metadata = Object.fromEntries(
    Object.entries(input.Metadata ?? {}).map(([name, value]) => [name.toLowerCase(), value]),
  );
  const bytes = Object.entries(metadata).reduce((sum, pair) => sum + Buffer.byteLength(pair.join("")), 0);
  if (bytes > metadataBytesMax) throw metadataTooLarge(bytes, metadataBytesMax);
  return {
    contentType: input.ContentType ?? "binary/octet-stream",
    contentEncoding: withoutChunked(input.ContentEncoding),
    contentLanguage: input.ContentLanguage,
    contentDisposition: input.ContentDisposition,
    cacheControl: input.CacheControl,
    expires: input.Expires?.toUTCString(),
    storageClass: input.StorageClass ?? "STANDARD",
    websiteRedirectLocation: input.WebsiteRedirectLocation,
    metadata,
  };
}

export function checkStorageClass(name: string | undefined): void {
  if (name !== undefined && !storageClasses.has(name)) throw invalidStorageClass(name);
}

/** `aws-chunked` says how the bytes came, not what they are. */
function withoutChunked(encoding: string | undefined): string | undefined {
  const kept = encoding
    ?.split(",")
    .map((one) => one.trim())
    .filter((one) => one !== "aws-chunked" && one !== "")
    .join(",");
  return kept === "" ? undefined : kept;
}

/** Throws KeyTooLongError. */
export function checkKey(key: string): void {
  const bytes = Buffer.byteLength(key);
  if (bytes > keyBytesMax) throw keyTooLong(bytes);
}
