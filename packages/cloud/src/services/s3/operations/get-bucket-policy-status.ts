import { isPublicPolicy } from "../access/policy-document.ts";
import { noSuchBucketPolicy } from "../errors.ts";
import { bucketArn } from "../model.ts";
import type { S3Operation } from "../shapes.ts";

/** @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetBucketPolicyStatus.html */
export const getBucketPolicyStatus: S3Operation<"GetBucketPolicyStatus"> = {
  access: (input) => ({ action: "s3:GetBucketPolicyStatus", resource: bucketArn(input.Bucket) }),

  run({ store }, input) {
    const { name, policy } = store.bucket(input.Bucket);
    if (policy === undefined) throw noSuchBucketPolicy(name);

    return { PolicyStatus: { IsPublic: isPublicPolicy(policy) } };
  },
};
