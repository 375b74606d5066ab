import { objectArn } from "../model.ts";
import type { S3Operation } from "../shapes.ts";

/** @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_AbortMultipartUpload.html */
export const abortMultipartUpload: S3Operation<"AbortMultipartUpload"> = {
  access: (input) => ({ action: "s3:AbortMultipartUpload", resource: objectArn(input.Bucket, input.Key) }),

  run({ store }, input) {
    store.deleteUpload(store.upload(input.Bucket, input.Key, input.UploadId));

    return {};
  },
};
