import type { BucketLocationConstraint } from "@aws-sdk/client-s3";
import { bucketArn } from "../model.ts";
import type { S3Operation } from "../shapes.ts";

/** @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetBucketLocation.html */
export const getBucketLocation: S3Operation<"GetBucketLocation"> = {
  access: (input) => ({ action: "s3:GetBucketLocation", resource: bucketArn(input.Bucket) }),

  run({ store }, input) {
    const { region } = store.bucket(input.Bucket);

    return region === "us-east-1" ? {} : { LocationConstraint: region as BucketLocationConstraint };
  },
};
