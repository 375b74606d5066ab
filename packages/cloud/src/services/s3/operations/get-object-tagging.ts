import { objectArn } from "../model.ts";
import { findObject, readVersion, versionAction } from "../objects/find.ts";
import { writeTagSet } from "../objects/tags.ts";
import type { S3Operation } from "../shapes.ts";

/** @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetObjectTagging.html */
export const getObjectTagging: S3Operation<"GetObjectTagging"> = {
  access: (input) => ({
    action: versionAction("GetObjectTagging", input),
    resource: objectArn(input.Bucket, input.Key),
  }),

  run({ store }, input) {
    const object = findObject(store, input, "GET");

    return { ...readVersion(store.bucket(input.Bucket), object), TagSet: writeTagSet(object.tags) };
  },
};
