import { notFound } from "../errors.ts";
import { bucketArn } from "../model.ts";
import type { S3Operation } from "../shapes.ts";

/** @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_HeadBucket.html */
export const headBucket: S3Operation<"HeadBucket"> = {
  access: (input) => ({ action: "s3:ListBucket", resource: bucketArn(input.Bucket) }),

  run({ store }, input) {
    const bucket = store.findBucket(input.Bucket);
    if (bucket === undefined) throw notFound();

    return { BucketRegion: bucket.region, AccessPointAlias: false, BucketArn: bucketArn(bucket.name) };
  },
};
