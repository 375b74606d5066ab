import { noSuchTagSet } from "../errors.ts";
import { bucketArn } from "../model.ts";
import { writeTagSet } from "../objects/tags.ts";
import type { S3Operation } from "../shapes.ts";

/** @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetBucketTagging.html */
export const getBucketTagging: S3Operation<"GetBucketTagging"> = {
  access: (input) => ({ action: "s3:GetBucketTagging", resource: bucketArn(input.Bucket) }),

  run({ store }, input) {
    const { name, tags } = store.bucket(input.Bucket);
    if (Object.keys(tags).length === 0) throw noSuchTagSet(name);

    return { TagSet: writeTagSet(tags) };
  },
};
