import type { Call } from "../../../kernel/operation.ts";
import { type Bucket, objectArn } from "../model.ts";
import { notify } from "../notifications/notify.ts";
import { checkWriteConditions } from "../objects/conditions.ts";
import type { S3Operation } from "../shapes.ts";
import type { S3Store } from "../store.ts";

/** @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_DeleteObject.html */
export const deleteObject: S3Operation<"DeleteObject"> = {
  access: (input) => ({ action: "s3:DeleteObject", resource: objectArn(input.Bucket, input.Key) }),

  run(call, input) {
    const bucket = call.store.bucket(input.Bucket);
    const object = call.store.findObject(bucket.name, input.Key);
    if (object !== undefined) checkWriteConditions(input.Key, object, input);

    deleteAndNotify(call, bucket, input.Key);

    return {};
  },
};

/** Deletes a key, and tells whoever wants to know if there was something to delete. */
export function deleteAndNotify(call: Call<S3Store>, bucket: Bucket, key: string): void {
  const object = call.store.findObject(bucket.name, key);
  if (object === undefined) return;
  call.store.deleteObject(object);
  notify(call, bucket, { event: "ObjectRemoved:Delete", key, sequencer: call.store.nextSequencer(call.clock.now()) });
}
