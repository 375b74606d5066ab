import { invalidTag } from "../errors.ts";
import { bucketArn } from "../model.ts";
import type { S3Operation } from "../shapes.ts";

/** @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutBucketTagging.html */
export const putBucketTagging: S3Operation<"PutBucketTagging"> = {
  access: (input) => ({ action: "s3:PutBucketTagging", resource: bucketArn(input.Bucket) }),

  run({ store }, input) {
    const bucket = store.bucket(input.Bucket);
    const pairs = (input.Tagging?.TagSet ?? []).map(({ Key = "", Value = "" }) => [Key, Value] as const);
    if (new Set(pairs.map(([key]) => key)).size !== pairs.length) {
      throw invalidTag("Cannot provide multiple Tags with the same key");
    }
    if (pairs.some(([key]) => key.startsWith("aws:"))) {
      throw invalidTag("System tags cannot be added/updated by requester");
    }

    store.putBucket({ ...bucket, tags: Object.fromEntries(pairs) });
  },
};
