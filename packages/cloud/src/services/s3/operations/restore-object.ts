import { invalidObjectState, malformedXml } from "../errors.ts";
import { objectArn } from "../model.ts";
import { notify } from "../notifications/notify.ts";
import { isInArchive } from "../objects/archive.ts";
import { findObject } from "../objects/find.ts";
import type { S3Operation } from "../shapes.ts";

const dayMs = 86_400_000;

/**
 * Archives here give back at once what they hold; S3 takes minutes to hours.
 * @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_RestoreObject.html
 */
export const restoreObject: S3Operation<"RestoreObject"> = {
  access: (input) => ({ action: "s3:RestoreObject", resource: objectArn(input.Bucket, input.Key) }),

  run(call, input) {
    const { store, clock } = call;
    const object = findObject(store, input, "POST");
    const days = input.RestoreRequest?.Days;
    if (days === undefined || days < 1) throw malformedXml();
    if (!isInArchive(object)) throw invalidObjectState(object.attributes.storageClass);

    // Copies expire at the midnight after their days have passed.
    const restoredUntil = (Math.floor(clock.now() / dayMs) + days + 1) * dayMs;
    store.objects.update({ ...object, restoredUntil });
    const bucket = store.bucket(input.Bucket);
    notify(call, bucket, { event: "ObjectRestore:Post", ...object });
    notify(call, bucket, { event: "ObjectRestore:Completed", ...object });

    return {};
  },
};
