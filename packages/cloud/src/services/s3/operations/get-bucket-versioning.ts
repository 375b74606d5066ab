import { bucketArn } from "../model.ts";
import type { S3Operation } from "../shapes.ts";

/**
 * Buckets here have never been versioned, which S3 answers with an empty document.
 * @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetBucketVersioning.html
 */
export const getBucketVersioning: S3Operation<"GetBucketVersioning"> = {
  access: (input) => ({ action: "s3:GetBucketVersioning", resource: bucketArn(input.Bucket) }),

  run({ store }, input) {
    store.bucket(input.Bucket);

    return {};
  },
};
