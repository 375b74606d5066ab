import { bucketOf, readTags, writeTags } from "../bucket-tags.ts";
import type { S3ControlOperation } from "../shapes.ts";

/** @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_control_TagResource.html */
export const tagResource: S3ControlOperation<"TagResource"> = {
  access: (input) => ({ action: "s3:TagResource", resource: input.ResourceArn }),

  async run(call, input) {
    const bucket = bucketOf(input.ResourceArn);
    const fresh = input.Tags.map(({ Key = "", Value = "" }) => ({ Key, Value }));
    const kept = (await readTags(call, bucket)).filter(({ Key }) => !fresh.some((tag) => tag.Key === Key));

    await writeTags(call, bucket, [...kept, ...fresh]);

    return {};
  },
};
