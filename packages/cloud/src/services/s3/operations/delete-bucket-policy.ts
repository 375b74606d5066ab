import { bucketArn } from "../model.ts";
import type { S3Operation } from "../shapes.ts";

/** @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_DeleteBucketPolicy.html */
export const deleteBucketPolicy: S3Operation<"DeleteBucketPolicy"> = {
  access: (input) => ({ action: "s3:DeleteBucketPolicy", resource: bucketArn(input.Bucket) }),

  run({ store }, input) {
    store.putBucket({ ...store.bucket(input.Bucket), policy: undefined });
  },
};
