import { bucketArn } from "../model.ts";
import { readTagSet } from "../objects/tags.ts";
import type { S3Operation } from "../shapes.ts";

/** @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutBucketTagging.html */
export const putBucketTagging: S3Operation<"PutBucketTagging"> = {
  access: (input) => ({ action: "s3:PutBucketTagging", resource: bucketArn(input.Bucket) }),

  run({ store }, input) {
    const bucket = store.bucket(input.Bucket);
    const tags = readTagSet(input.Tagging?.TagSet, "bucket");

    store.putBucket({ ...bucket, tags });
  },
};
