import type { ChecksumAlgorithm, ListObjectsV2Output, ObjectStorageClass } from "@aws-sdk/client-s3";
import { ownerId } from "../access/owner.ts";
import { wrongToken } from "../errors.ts";
import { bucketArn, quoted, type StoredObject } from "../model.ts";
import { checkEncodingType, checkMaxKeys, listObjects, urlEncoder } from "../objects/listing.ts";
import type { S3Operation } from "../shapes.ts";

const keysMax = 1000;

/** @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_ListObjectsV2.html */
export const listObjectsV2: S3Operation<"ListObjectsV2"> = {
  access: (input) => ({
    action: "s3:ListBucket",
    resource: bucketArn(input.Bucket),
    context: listContext(input),
  }),

  run({ store, account }, input) {
    const bucket = store.bucket(input.Bucket);
    checkEncodingType(input.EncodingType);
    checkMaxKeys(input.MaxKeys);
    const max = Math.min(input.MaxKeys ?? keysMax, keysMax);
    const encode = urlEncoder(input.EncodingType);
    const { objects, commonPrefixes, next } = listObjects(store, {
      bucket: bucket.name,
      prefix: input.Prefix ?? "",
      delimiter: input.Delimiter ?? "",
      max,
      after: input.ContinuationToken === undefined ? input.StartAfter : readToken(input.ContinuationToken),
    });

    return {
      Name: bucket.name,
      Prefix: encode(input.Prefix ?? ""),
      ...(input.Delimiter === undefined ? {} : { Delimiter: encode(input.Delimiter) }),
      ...describeStart(input, encode),
      ...(input.EncodingType === undefined ? {} : { EncodingType: input.EncodingType }),
      MaxKeys: input.MaxKeys ?? keysMax,
      KeyCount: objects.length + commonPrefixes.length,
      IsTruncated: next !== undefined,
      ...(next === undefined ? {} : { NextContinuationToken: writeToken(next) }),
      Contents: objects.map((object) => ({
        ...describeEntry(object, encode),
        ...(input.FetchOwner === true ? { Owner: { ID: ownerId(account) } } : {}),
      })),
      CommonPrefixes: commonPrefixes.map((prefix) => ({ Prefix: encode(prefix) })),
    };
  },
};

/** Where the page began: a token takes the place of the key to start after. Observed on AWS. */
function describeStart(
  {
    StartAfter,
    ContinuationToken,
  }: { readonly StartAfter?: string | undefined; readonly ContinuationToken?: string | undefined },
  encode: (text: string) => string,
): Pick<ListObjectsV2Output, "StartAfter" | "ContinuationToken"> {
  if (ContinuationToken !== undefined) return { ContinuationToken };
  return StartAfter === undefined ? {} : { StartAfter: encode(StartAfter) };
}

/** https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazons3.html */
export const listContext = (input: {
  readonly Prefix?: string | undefined;
  readonly Delimiter?: string | undefined;
  readonly MaxKeys?: number | undefined;
}): Record<string, string> => ({
  ...(input.Prefix === undefined ? {} : { "s3:prefix": input.Prefix }),
  ...(input.Delimiter === undefined ? {} : { "s3:delimiter": input.Delimiter }),
  ...(input.MaxKeys === undefined ? {} : { "s3:max-keys": String(input.MaxKeys) }),
});

/** An object as a listing has it. */
export const describeEntry = (object: StoredObject, encode: (text: string) => string) => ({
  Key: encode(object.key),
  LastModified: new Date(object.modifiedAt),
  ETag: quoted(object.etag),
  Size: object.bytes,
  StorageClass: object.attributes.storageClass as ObjectStorageClass,
  ...(object.checksum === undefined
    ? {}
    : { ChecksumAlgorithm: [object.checksum.algorithm as ChecksumAlgorithm], ChecksumType: object.checksum.type }),
});

/** Before the key in every token, which tells ours from others. */
const tokenMark = "\u0001";

const writeToken = (after: string): string => Buffer.from(tokenMark + after, "utf8").toString("base64url");

function readToken(token: string): string {
  const text = Buffer.from(token, "base64url").toString("utf8");
  if (!text.startsWith(tokenMark)) throw wrongToken();
  return text.slice(tokenMark.length);
}
