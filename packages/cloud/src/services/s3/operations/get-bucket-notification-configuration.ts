import { bucketArn } from "../model.ts";
import { writeConfiguration } from "../notifications/configuration.ts";
import type { S3Operation } from "../shapes.ts";

/** @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetBucketNotificationConfiguration.html */
export const getBucketNotificationConfiguration: S3Operation<"GetBucketNotificationConfiguration"> = {
  access: (input) => ({ action: "s3:GetBucketNotification", resource: bucketArn(input.Bucket) }),

  run: ({ store }, input) => writeConfiguration(store.bucket(input.Bucket).notifications),
};
