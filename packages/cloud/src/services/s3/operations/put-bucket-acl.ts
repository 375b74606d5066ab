import { requiredAcl } from "../access/chosen-acl.ts";
import { bucketArn } from "../model.ts";
import type { S3Operation } from "../shapes.ts";

/** @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutBucketAcl.html */
export const putBucketAcl: S3Operation<"PutBucketAcl"> = {
  access: (input) => ({ action: "s3:PutBucketAcl", resource: bucketArn(input.Bucket) }),

  run({ store }, input) {
    const bucket = store.bucket(input.Bucket);
    const acl = requiredAcl(bucket, input, store);

    store.putBucket({ ...bucket, acl });
  },
};
