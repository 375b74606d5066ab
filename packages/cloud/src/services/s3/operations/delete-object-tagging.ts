import { objectArn } from "../model.ts";
import type { S3Operation } from "../shapes.ts";

/** @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_DeleteObjectTagging.html */
export const deleteObjectTagging: S3Operation<"DeleteObjectTagging"> = {
  access: (input) => ({ action: "s3:DeleteObjectTagging", resource: objectArn(input.Bucket, input.Key) }),

  run({ store }, input) {
    store.putObject({ ...store.object(input.Bucket, input.Key), tags: {} });

    return {};
  },
};
