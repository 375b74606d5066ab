import type { ChecksumAlgorithm, ObjectVersionStorageClass } from "@aws-sdk/client-s3";
import { ownerId } from "../access/owner.ts";
import { invalidArgument } from "../errors.ts";
import { bucketArn, isMarker, quoted, type StoredObject, versionName } from "../model.ts";
import { checkEncodingType, checkMaxKeys, urlEncoder } from "../objects/listing.ts";
import { listVersions, type VersionEntry } from "../objects/version-listing.ts";
import type { S3Operation, Shapes } from "../shapes.ts";
import { listContext } from "./list-objects-v2.ts";

const keysMax = 1000;

/** @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_ListObjectVersions.html */
export const listObjectVersions: S3Operation<"ListObjectVersions"> = {
  access: (input) => ({
    action: "s3:ListBucketVersions",
    resource: bucketArn(input.Bucket),
    context: listContext(input),
  }),

  run({ store, account }, input) {
    const bucket = store.bucket(input.Bucket);
    checkEncodingType(input.EncodingType);
    checkMaxKeys(input.MaxKeys);
    checkMarkers(input);
    const encode = urlEncoder(input.EncodingType);
    const { entries, commonPrefixes, next } = listVersions(store, {
      bucket: bucket.name,
      prefix: input.Prefix ?? "",
      delimiter: input.Delimiter ?? "",
      max: Math.min(input.MaxKeys ?? keysMax, keysMax),
      keyMarker: input.KeyMarker === "" ? undefined : input.KeyMarker,
      versionMarker: input.VersionIdMarker,
    });
    const owner = { Owner: { ID: ownerId(account) } };

    return {
      Name: bucket.name,
      Prefix: encode(input.Prefix ?? ""),
      KeyMarker: encode(input.KeyMarker ?? ""),
      VersionIdMarker: input.VersionIdMarker ?? "",
      MaxKeys: input.MaxKeys ?? keysMax,
      IsTruncated: next !== undefined,
      ...(input.Delimiter === undefined ? {} : { Delimiter: encode(input.Delimiter) }),
      ...(input.EncodingType === undefined ? {} : { EncodingType: input.EncodingType }),
      ...nextMarkers(next, encode),
      Versions: entries.flatMap(({ version, isLatest }) =>
        isMarker(version) ? [] : [{ ...placeOf({ version, isLatest }, encode), ...describeVersion(version), ...owner }],
      ),
      DeleteMarkers: entries
        .filter(({ version }) => isMarker(version))
        .map((entry) => ({ ...placeOf(entry, encode), ...owner })),
      CommonPrefixes: commonPrefixes.map((prefix) => ({ Prefix: encode(prefix) })),
    };
  },
};

function checkMarkers({ KeyMarker, VersionIdMarker }: Shapes["ListObjectVersions"]["input"]): void {
  if (VersionIdMarker === "") {
    throw invalidArgument("A version-id marker cannot be empty.", "version-id-marker", VersionIdMarker);
  }
  if (VersionIdMarker !== undefined && KeyMarker === undefined) {
    throw invalidArgument(
      "A version-id marker cannot be specified without a key marker.",
      "version-id-marker",
      VersionIdMarker,
    );
  }
}

function nextMarkers(next: VersionEntry | string | undefined, encode: (text: string) => string) {
  if (next === undefined) return {};
  if (typeof next === "string") return { NextKeyMarker: encode(next) };
  return { NextKeyMarker: encode(next.version.key), NextVersionIdMarker: versionName(next.version) };
}

const placeOf = ({ version, isLatest }: VersionEntry, encode: (text: string) => string) => ({
  Key: encode(version.key),
  VersionId: versionName(version),
  IsLatest: isLatest,
  LastModified: new Date(version.modifiedAt),
});

const describeVersion = (object: StoredObject) => ({
  ETag: quoted(object.etag),
  Size: object.bytes,
  StorageClass: object.attributes.storageClass as ObjectVersionStorageClass,
  ...(object.checksum === undefined
    ? {}
    : { ChecksumAlgorithm: [object.checksum.algorithm as ChecksumAlgorithm], ChecksumType: object.checksum.type }),
});
