import { bucketArn } from "../model.ts";
import type { S3Operation } from "../shapes.ts";

/** @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_DeleteBucketTagging.html */
export const deleteBucketTagging: S3Operation<"DeleteBucketTagging"> = {
  access: (input) => ({ action: "s3:PutBucketTagging", resource: bucketArn(input.Bucket) }),

  run({ store }, input) {
    store.putBucket({ ...store.bucket(input.Bucket), tags: {} });
  },
};
