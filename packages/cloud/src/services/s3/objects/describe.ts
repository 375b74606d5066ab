import type { ChecksumType, HeadObjectOutput, StorageClass } from "@aws-sdk/client-s3";
import { expirationHeader } from "../lifecycle/expiration-header.ts";
import { type Bucket, type ObjectChecksum, quoted, type StoredObject } from "../model.ts";
import { describeEncryption } from "./encryption.ts";
import { readVersion } from "./find.ts";
import { describeLock } from "./lock.ts";
import type { WantedRange } from "./range.ts";

/** A checksum as the member that its algorithm has: `{ ChecksumCRC32: "..." }`. */
export const checksumMember = (
  checksum: Pick<ObjectChecksum, "algorithm" | "value"> | undefined,
): Record<string, string> => (checksum === undefined ? {} : { [`Checksum${checksum.algorithm}`]: checksum.value });

/** Checksum and its type, as outputs have them. */
export const checksumMembers = (
  checksum: ObjectChecksum | undefined,
): Record<string, string> & { ChecksumType?: ChecksumType } =>
  checksum === undefined ? {} : { ...checksumMember(checksum), ChecksumType: checksum.type };

/** What GetObject and HeadObject say of an object. */
export function describeObject(bucket: Bucket, object: StoredObject): HeadObjectOutput {
  const { attributes, tags, restoredUntil } = object;
  const tagCount = Object.keys(tags).length;
  return {
    AcceptRanges: "bytes",
    LastModified: new Date(object.modifiedAt),
    ETag: quoted(object.etag),
    ...describeEncryption(object.encryption),
    ...readVersion(bucket, object),
    ContentType: attributes.contentType,
    ContentEncoding: attributes.contentEncoding,
    ContentLanguage: attributes.contentLanguage,
    ContentDisposition: attributes.contentDisposition,
    CacheControl: attributes.cacheControl,
    ExpiresString: attributes.expires,
    ...(attributes.expires === undefined ? {} : { Expires: new Date(attributes.expires) }),
    WebsiteRedirectLocation: attributes.websiteRedirectLocation,
    Metadata: { ...attributes.metadata },
    ...(attributes.storageClass === "STANDARD" ? {} : { StorageClass: attributes.storageClass as StorageClass }),
    ...(tagCount === 0 ? {} : { TagCount: tagCount }),
    ...describeLock(object),
    ...expirationHeader(bucket, object),
    ...(restoredUntil === undefined
      ? {}
      : { Restore: `ongoing-request="false", expiry-date="${new Date(restoredUntil).toUTCString()}"` }),
  };
}

/** The range that was asked for, and the checksum where it is that of the bytes sent. */
export const describeRange = (
  object: StoredObject,
  range: WantedRange,
  input: { readonly PartNumber?: number | undefined; readonly ChecksumMode?: string | undefined },
): HeadObjectOutput => {
  const bytes = range.end - range.start + 1;
  return {
    ContentLength: bytes,
    ...(range.isPartial ? { ContentRange: `bytes ${range.start}-${range.end}/${object.bytes}` } : {}),
    ...(input.PartNumber !== undefined && object.parts !== undefined ? { PartsCount: object.parts.length } : {}),
    ...(input.ChecksumMode === "ENABLED" && bytes === object.bytes ? checksumMembers(object.checksum) : {}),
  };
};
