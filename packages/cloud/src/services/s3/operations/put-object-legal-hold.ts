import { malformedXml } from "../errors.ts";
import { objectArn } from "../model.ts";
import { findObject } from "../objects/find.ts";
import { isLockable, missingLock } from "../objects/lock.ts";
import type { S3Operation } from "../shapes.ts";

/** @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutObjectLegalHold.html */
export const putObjectLegalHold: S3Operation<"PutObjectLegalHold"> = {
  access: (input) => ({ action: "s3:PutObjectLegalHold", resource: objectArn(input.Bucket, input.Key) }),

  run({ store }, input) {
    const object = findObject(store, input, "PUT");
    const status = input.LegalHold?.Status;
    if (status !== "ON" && status !== "OFF") throw malformedXml();
    if (!isLockable(store.bucket(input.Bucket))) throw missingLock();

    store.objects.update({ ...object, legalHold: status });

    return {};
  },
};
