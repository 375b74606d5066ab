import { objectArn } from "../model.ts";
import { notify } from "../notifications/notify.ts";
import { findObject, readVersion, versionAction } from "../objects/find.ts";
import { readTagSet } from "../objects/tags.ts";
import type { S3Operation } from "../shapes.ts";

/** @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutObjectTagging.html */
export const putObjectTagging: S3Operation<"PutObjectTagging"> = {
  access: (input) => ({
    action: versionAction("PutObjectTagging", input),
    resource: objectArn(input.Bucket, input.Key),
  }),

  run(call, input) {
    const object = findObject(call.store, input, "PUT");
    const bucket = call.store.bucket(input.Bucket);
    const tags = readTagSet(input.Tagging.TagSet);

    call.store.objects.update({ ...object, tags });
    notify(call, bucket, { event: "ObjectTagging:Put", ...object });

    return readVersion(bucket, object);
  },
};
