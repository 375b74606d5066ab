import { noSuchBucketPolicy } from "../errors.ts";
import { bucketArn } from "../model.ts";
import type { S3Operation } from "../shapes.ts";

/** @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetBucketPolicy.html */
export const getBucketPolicy: S3Operation<"GetBucketPolicy"> = {
  access: (input) => ({ action: "s3:GetBucketPolicy", resource: bucketArn(input.Bucket) }),

  run({ store }, input) {
    const { name, policy } = store.bucket(input.Bucket);
    if (policy === undefined) throw noSuchBucketPolicy(name);

    return { Policy: policy };
  },
};
