import { bucketOf, readTags, writeTags } from "../bucket-tags.ts";
import type { S3ControlOperation } from "../shapes.ts";

/** @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_control_UntagResource.html */
export const untagResource: S3ControlOperation<"UntagResource"> = {
  access: (input) => ({ action: "s3:UntagResource", resource: input.ResourceArn }),

  async run(call, input) {
    const bucket = bucketOf(input.ResourceArn);
    const kept = (await readTags(call, bucket)).filter(({ Key }) => !input.TagKeys.includes(Key));

    await writeTags(call, bucket, kept);

    return {};
  },
};
