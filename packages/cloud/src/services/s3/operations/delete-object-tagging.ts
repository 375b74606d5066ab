import { objectArn } from "../model.ts";
import { notify } from "../notifications/notify.ts";
import { findObject, readVersion, versionAction } from "../objects/find.ts";
import type { S3Operation } from "../shapes.ts";

/** @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_DeleteObjectTagging.html */
export const deleteObjectTagging: S3Operation<"DeleteObjectTagging"> = {
  access: (input) => ({
    action: versionAction("DeleteObjectTagging", input),
    resource: objectArn(input.Bucket, input.Key),
  }),

  run(call, input) {
    const object = findObject(call.store, input, "DELETE");
    const bucket = call.store.bucket(input.Bucket);

    call.store.objects.update({ ...object, tags: {} });
    notify(call, bucket, { event: "ObjectTagging:Delete", ...object });

    return readVersion(bucket, object);
  },
};
