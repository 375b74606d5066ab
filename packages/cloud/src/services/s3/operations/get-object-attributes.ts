import type { ObjectAttributes, StorageClass } from "@aws-sdk/client-s3";
import { invalidArgument } from "../errors.ts";
import { type ObjectChecksum, type ObjectPart, objectArn, type StoredObject } from "../model.ts";
import { checksumMember, checksumMembers } from "../objects/describe.ts";
import { checkCustomerKey } from "../objects/encryption.ts";
import { findObject, readVersion, versionAction } from "../objects/find.ts";
import type { S3Operation } from "../shapes.ts";

const partsMax = 1000;

/** @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetObjectAttributes.html */
export const getObjectAttributes: S3Operation<"GetObjectAttributes"> = {
  access: (input) =>
    ["GetObject", "GetObjectAttributes"].map((action) => ({
      action: versionAction(action, input),
      resource: objectArn(input.Bucket, input.Key),
    })),

  run({ store }, input) {
    refuseUnknown(input.ObjectAttributes);
    const object = findObject(store, input, "GET");
    checkCustomerKey(object, input);
    const asks = (attribute: ObjectAttributes): boolean => input.ObjectAttributes.includes(attribute);

    return {
      LastModified: new Date(object.modifiedAt),
      ...readVersion(store.bucket(input.Bucket), object),
      ...(asks("ETag") ? { ETag: object.etag } : {}),
      ...(asks("Checksum") && object.checksum !== undefined ? { Checksum: describeChecksum(object.checksum) } : {}),
      ...(asks("ObjectSize") ? { ObjectSize: object.bytes } : {}),
      ...(asks("StorageClass") ? { StorageClass: object.attributes.storageClass as StorageClass } : {}),
      ...(asks("ObjectParts") && object.parts !== undefined
        ? {
            ObjectParts: describeParts(object, object.parts, {
              after: Number(input.PartNumberMarker ?? 0),
              max: Math.min(input.MaxParts ?? partsMax, partsMax),
            }),
          }
        : {}),
    };
  },
};

/** Here, and only here, the number of parts does not follow a checksum of checksums. Observed on AWS. */
const describeChecksum = (checksum: ObjectChecksum) =>
  checksumMembers({ ...checksum, value: checksum.value.replace(/-\d+$/, "") });

const known: readonly string[] = ["ETag", "Checksum", "ObjectParts", "StorageClass", "ObjectSize"];

function refuseUnknown(names: readonly string[] = []): void {
  const unknown = names.filter((name) => !known.includes(name));
  if (names.length > 0 && unknown.length === 0) return;
  throw invalidArgument("Invalid attribute name specified.", "x-amz-object-attributes", unknown.join(",") || undefined);
}

function describeParts(
  { checksum }: StoredObject,
  parts: readonly ObjectPart[],
  { after, max }: { readonly after: number; readonly max: number },
) {
  // Only parts with checksums of their own are listed one by one.
  if (checksum?.type !== "COMPOSITE") return { TotalPartsCount: parts.length };
  const rest = parts.filter((part) => part.number > after);
  const page = rest.slice(0, max);
  return {
    TotalPartsCount: parts.length,
    PartNumberMarker: String(after),
    NextPartNumberMarker: String(page.at(-1)?.number ?? 0),
    MaxParts: max,
    IsTruncated: rest.length > page.length,
    Parts: page.map((part) => ({
      PartNumber: part.number,
      Size: part.bytes,
      ...(part.checksum === undefined ? {} : checksumMember({ algorithm: checksum.algorithm, value: part.checksum })),
    })),
  };
}
