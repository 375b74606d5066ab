import { ownerId } from "../access/owner.ts";
import { bucketArn } from "../model.ts";
import { checkEncodingType, checkMaxKeys, listObjects as listPage, urlEncoder } from "../objects/listing.ts";
import type { S3Operation } from "../shapes.ts";
import { describeEntry, listContext } from "./list-objects-v2.ts";

const keysMax = 1000;

/** @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_ListObjects.html */
export const listObjects: S3Operation<"ListObjects"> = {
  access: (input) => ({ action: "s3:ListBucket", resource: bucketArn(input.Bucket), context: listContext(input) }),

  run({ store, account }, input) {
    const bucket = store.bucket(input.Bucket);
    checkEncodingType(input.EncodingType);
    checkMaxKeys(input.MaxKeys);
    const encode = urlEncoder(input.EncodingType);
    const { objects, commonPrefixes, next } = listPage(store, {
      bucket: bucket.name,
      prefix: input.Prefix ?? "",
      delimiter: input.Delimiter ?? "",
      max: Math.min(input.MaxKeys ?? keysMax, keysMax),
      after: input.Marker === "" ? undefined : input.Marker,
    });

    return {
      Name: bucket.name,
      Prefix: encode(input.Prefix ?? ""),
      Marker: encode(input.Marker ?? ""),
      MaxKeys: input.MaxKeys ?? keysMax,
      IsTruncated: next !== undefined,
      ...(input.Delimiter === undefined ? {} : { Delimiter: encode(input.Delimiter) }),
      ...(input.EncodingType === undefined ? {} : { EncodingType: input.EncodingType }),
      // Without a delimiter clients go on after the last key by themselves.
      ...(next === undefined || input.Delimiter === undefined ? {} : { NextMarker: encode(next) }),
      Contents: objects.map((object) => ({ ...describeEntry(object, encode), Owner: { ID: ownerId(account) } })),
      CommonPrefixes: commonPrefixes.map((prefix) => ({ Prefix: encode(prefix) })),
    };
  },
};
