import { bucketNotEmpty } from "../errors.ts";
import { bucketArn } from "../model.ts";
import type { S3Operation } from "../shapes.ts";

/** @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_DeleteBucket.html */
export const deleteBucket: S3Operation<"DeleteBucket"> = {
  access: (input) => ({ action: "s3:DeleteBucket", resource: bucketArn(input.Bucket) }),

  run({ store }, input) {
    const bucket = store.bucket(input.Bucket);
    if (!store.objects.isEmpty(bucket.name)) throw bucketNotEmpty(bucket.name);

    store.deleteBucket(bucket.name);
  },
};
