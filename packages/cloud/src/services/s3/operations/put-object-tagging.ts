import { objectArn } from "../model.ts";
import { readTagSet } from "../objects/attributes.ts";
import type { S3Operation } from "../shapes.ts";

/** @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutObjectTagging.html */
export const putObjectTagging: S3Operation<"PutObjectTagging"> = {
  access: (input) => ({ action: "s3:PutObjectTagging", resource: objectArn(input.Bucket, input.Key) }),

  run({ store }, input) {
    const object = store.object(input.Bucket, input.Key);
    const tags = readTagSet(input.Tagging.TagSet);

    store.putObject({ ...object, tags });

    return {};
  },
};
