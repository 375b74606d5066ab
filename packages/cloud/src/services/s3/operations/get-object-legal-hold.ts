import { noObjectLock } from "../errors.ts";
import { objectArn } from "../model.ts";
import { findObject } from "../objects/find.ts";
import { isLockable, missingLock } from "../objects/lock.ts";
import type { S3Operation } from "../shapes.ts";

/** @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetObjectLegalHold.html */
export const getObjectLegalHold: S3Operation<"GetObjectLegalHold"> = {
  access: (input) => ({ action: "s3:GetObjectLegalHold", resource: objectArn(input.Bucket, input.Key) }),

  run({ store }, input) {
    const { legalHold } = findObject(store, input, "GET");
    if (!isLockable(store.bucket(input.Bucket))) throw missingLock();
    if (legalHold === undefined) throw noObjectLock();

    return { LegalHold: { Status: legalHold } };
  },
};
