import { bucketOf, readTags } from "../bucket-tags.ts";
import type { S3ControlOperation } from "../shapes.ts";

/** @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_control_ListTagsForResource.html */
export const listTagsForResource: S3ControlOperation<"ListTagsForResource"> = {
  access: (input) => ({ action: "s3:ListTagsForResource", resource: input.ResourceArn }),

  run: async (call, input) => ({ Tags: await readTags(call, bucketOf(input.ResourceArn)) }),
};
