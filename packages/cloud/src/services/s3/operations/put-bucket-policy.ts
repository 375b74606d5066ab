import { blockOf } from "../access/block-of.ts";
import { checkBucketPolicy, isPublicPolicy } from "../access/policy-document.ts";
import { accessDenied } from "../errors.ts";
import { bucketArn } from "../model.ts";
import type { S3Operation } from "../shapes.ts";

/** @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutBucketPolicy.html */
export const putBucketPolicy: S3Operation<"PutBucketPolicy"> = {
  access: (input) => ({ action: "s3:PutBucketPolicy", resource: bucketArn(input.Bucket) }),

  run({ store, principal }, input) {
    const bucket = store.bucket(input.Bucket);
    checkBucketPolicy(input.Policy, bucket.name);
    if (blockOf(bucket, store).BlockPublicPolicy && isPublicPolicy(input.Policy)) {
      throw accessDenied(
        `User: ${"arn" in principal ? principal.arn : "anonymous"} is not authorized to perform: s3:PutBucketPolicy on resource: "${bucketArn(bucket.name)}" because public policies are prevented by the BlockPublicPolicy setting in S3 Block Public Access.`,
      );
    }

    store.putBucket({ ...bucket, policy: input.Policy });
  },
};
