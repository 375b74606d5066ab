import { noObjectLock } from "../errors.ts";
import { objectArn } from "../model.ts";
import { findObject } from "../objects/find.ts";
import { isLockable, missingLock } from "../objects/lock.ts";
import type { S3Operation } from "../shapes.ts";

/** @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetObjectRetention.html */
export const getObjectRetention: S3Operation<"GetObjectRetention"> = {
  access: (input) => ({ action: "s3:GetObjectRetention", resource: objectArn(input.Bucket, input.Key) }),

  run({ store }, input) {
    const { retention } = findObject(store, input, "GET");
    if (!isLockable(store.bucket(input.Bucket))) throw missingLock();
    if (retention === undefined) throw noObjectLock();

    return { Retention: { Mode: retention.mode, RetainUntilDate: new Date(retention.until) } };
  },
};
