import { objectArn } from "../model.ts";
import { writeTagSet } from "../objects/attributes.ts";
import type { S3Operation } from "../shapes.ts";

/** @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetObjectTagging.html */
export const getObjectTagging: S3Operation<"GetObjectTagging"> = {
  access: (input) => ({ action: "s3:GetObjectTagging", resource: objectArn(input.Bucket, input.Key) }),

  run: ({ store }, input) => ({ TagSet: writeTagSet(store.object(input.Bucket, input.Key).tags) }),
};
