import { invalidArgument, invalidTag, keyTooLong, metadataTooLarge } from "../errors.ts";
import type { Attributes, Tags } from "../model.ts";

/** https://docs.aws.amazon.com/AmazonS3/latest/userguide/UsingMetadata.html */
const metadataBytesMax = 2048;
const keyBytesMax = 1024;
const tagsMax = 10;

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

/** What a sender says of an object. Throws MetadataTooLarge. */
export function readAttributes(input: AttributesInput): Attributes {
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

/** Tags as a header has them: `a=1&b=2`, URL-encoded. */
export function readTaggingHeader(text: string | undefined): Tags {
  if (text === undefined || text === "") return {};
  const pairs = [...new URLSearchParams(text)];
  if (new Set(pairs.map(([key]) => key)).size !== pairs.length) {
    throw invalidArgument(
      "The header 'x-amz-tagging' shall be encoded as UTF-8 then URLEncoded URL query parameters without tag name duplicates.",
      "x-amz-tagging",
      text,
    );
  }
  return checkTags(pairs);
}

/** Tags as a document has them. Throws InvalidTag. */
export function readTagSet(
  tags: readonly { readonly Key: string | undefined; readonly Value: string | undefined }[] = [],
): Tags {
  const pairs = tags.map(({ Key = "", Value = "" }) => [Key, Value] as const);
  if (new Set(pairs.map(([key]) => key)).size !== pairs.length) {
    throw invalidTag("Cannot provide multiple Tags with the same key");
  }
  return checkTags(pairs);
}

function checkTags(pairs: readonly (readonly [string, string])[]): Tags {
  if (pairs.length > tagsMax) throw invalidTag("Object tags cannot be greater than 10");
  for (const [key, value] of pairs) {
    if (key === "" || key.length > 128) throw invalidTag("The TagKey you have provided is invalid");
    if (value.length > 256) throw invalidTag("The TagValue you have provided is invalid");
  }
  return Object.fromEntries(pairs);
}

export const writeTagSet = (tags: Tags): { Key: string; Value: string }[] =>
  Object.entries(tags).map(([Key, Value]) => ({ Key, Value }));
