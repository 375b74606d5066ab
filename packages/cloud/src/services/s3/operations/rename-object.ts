import { invalidRequest, noSuchKey } from "../errors.ts";
import { objectArn, type StoredObject } from "../model.ts";
import { checkKey } from "../objects/attributes.ts";
import { checkReadConditions, checkWriteConditions } from "../objects/conditions.ts";
import { readCopySource } from "../objects/copy-source.ts";
import { openKey, underKey } from "../objects/encryption-key.ts";
import { findObject } from "../objects/find.ts";
import type { S3Operation } from "../shapes.ts";

/**
 * S3 renames in directory buckets only; here every bucket without versions can.
 * @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_RenameObject.html
 */
export const renameObject: S3Operation<"RenameObject"> = {
  access: (input) => [
    { action: "s3:GetObject", resource: objectArn(input.Bucket, readSource(input.Bucket, input.RenameSource)) },
    { action: "s3:DeleteObject", resource: objectArn(input.Bucket, readSource(input.Bucket, input.RenameSource)) },
    { action: "s3:PutObject", resource: objectArn(input.Bucket, input.Key) },
  ],

  async run(call, input) {
    const { store, clock } = call;
    const bucket = store.bucket(input.Bucket);
    checkKey(input.Key);
    if (bucket.versioning !== undefined) throw invalidRequest("RenameObject is not supported for versioned buckets.");
    const source = findObject(store, { Bucket: bucket.name, Key: readSource(bucket.name, input.RenameSource) }, "PUT");
    const conditions = {
      IfMatch: input.SourceIfMatch,
      IfNoneMatch: input.SourceIfNoneMatch,
      IfModifiedSince: input.SourceIfModifiedSince,
      IfUnmodifiedSince: input.SourceIfUnmodifiedSince,
    };
    checkReadConditions(source, conditions, clock.now());
    await openKey(call, source, source.encryption);
    const encryption = await underKey(call, { bucket: bucket.name, key: input.Key }, source.encryption);
    refuseOtherSource(source, store.objects.find(source.bucket, source.key));
    checkWriteConditions(input.Key, store.objects.find(bucket.name, input.Key), {
      IfMatch: input.DestinationIfMatch,
      IfNoneMatch: input.DestinationIfNoneMatch,
    });

    if (source.key !== input.Key) store.objects.rename({ ...source, encryption }, input.Key, clock.now());

    return {};
  },
};

/** While a key was asked for, others may have been quicker. */
function refuseOtherSource(before: StoredObject, now: StoredObject | undefined): void {
  if (now?.sequencer !== before.sequencer) throw noSuchKey(before.key);
}

/** A key of the same bucket, with or without the bucket's name before it, URL-encoded. */
function readSource(bucket: string, text: string): string {
  const path = text.startsWith("/") ? text.slice(1) : text;
  return readCopySource(path.startsWith(`${bucket}/`) ? path : `${bucket}/${path}`).key;
}
