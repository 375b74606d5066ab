import { writeAcl } from "../access/acl.ts";
import { bucketArn } from "../model.ts";
import type { S3Operation } from "../shapes.ts";

/** @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetBucketAcl.html */
export const getBucketAcl: S3Operation<"GetBucketAcl"> = {
  access: (input) => ({ action: "s3:GetBucketAcl", resource: bucketArn(input.Bucket) }),

  run: ({ store, account }, input) => writeAcl(store.bucket(input.Bucket).acl, account),
};
