import { bucketArn } from "../model.ts";
import type { S3Operation } from "../shapes.ts";

/**
 * A bucket that has never been versioned has no status at all.
 * @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetBucketVersioning.html
 */
export const getBucketVersioning: S3Operation<"GetBucketVersioning"> = {
  access: (input) => ({ action: "s3:GetBucketVersioning", resource: bucketArn(input.Bucket) }),

  run({ store }, input) {
    const { versioning } = store.bucket(input.Bucket);

    return versioning === undefined ? {} : { Status: versioning };
  },
};
