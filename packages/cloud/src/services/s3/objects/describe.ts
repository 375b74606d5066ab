import type { ChecksumType, HeadObjectOutput, StorageClass } from "@aws-sdk/client-s3";
import { type ObjectChecksum, quoted, type StoredObject } from "../model.ts";

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
export function describeObject(object: StoredObject): HeadObjectOutput {
  const { attributes, tags } = object;
  const tagCount = Object.keys(tags).length;
  return {
    AcceptRanges: "bytes",
    LastModified: new Date(object.modifiedAt),
    ETag: quoted(object.etag),
    ServerSideEncryption: "AES256",
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
  };
}
