import type { Call } from "../../../kernel/operation.ts";
import { notImplementedHeader } from "../errors.ts";
import { type Bucket, isMarker, objectArn, versionName } from "../model.ts";
import { checkWriteConditions } from "../objects/conditions.ts";
import { deleteKey, deleteVersion } from "../objects/delete.ts";
import { checkVersionId, versionAction } from "../objects/find.ts";
import { bypassAction, checkDeletable } from "../objects/lock.ts";
import type { S3Operation, Shapes } from "../shapes.ts";
import type { S3Store } from "../store.ts";

/** @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_DeleteObject.html */
export const deleteObject: S3Operation<"DeleteObject"> = {
  access(input) {
    const resource = objectArn(input.Bucket, input.Key);
    const right = { action: versionAction("DeleteObject", input), resource };
    return input.BypassGovernanceRetention === true ? [right, { action: bypassAction, resource }] : right;
  },

  run(call, input) {
    const bucket = call.store.bucket(input.Bucket);
    refuseDirectoryConditions(input);

    return deleteOne(call, bucket, { ...input, bypass: input.BypassGovernanceRetention === true });
  },
};

/** Only directory buckets know these. */
function refuseDirectoryConditions(input: Shapes["DeleteObject"]["input"]): void {
  if (input.IfMatchLastModifiedTime !== undefined) throw notImplementedHeader("x-amz-if-match-last-modified-time");
  if (input.IfMatchSize !== undefined) throw notImplementedHeader("x-amz-if-match-size");
}

export interface Deletion {
  readonly Key: string;
  readonly VersionId?: string | undefined;
  readonly IfMatch?: string | undefined;
  readonly bypass: boolean;
}

/** Deletes a key or one version of it, and tells what is known of it. Throws AccessDenied for what is locked. */
export function deleteOne(
  call: Call<S3Store>,
  bucket: Bucket,
  { Key: key, VersionId: versionId, IfMatch, bypass }: Deletion,
): { VersionId?: string; DeleteMarker?: boolean } {
  const { store, clock } = call;
  const current = store.objects.find(bucket.name, key);
  if (IfMatch !== undefined && current !== undefined) checkWriteConditions(key, current, { IfMatch });
  if (versionId === undefined) {
    const marker = deleteKey(call, bucket, key);
    return marker === undefined ? {} : { DeleteMarker: true, VersionId: versionName(marker) };
  }
  checkVersionId(versionId);
  const version = store.objects.version(bucket.name, key, versionId);
  if (version !== undefined) {
    checkDeletable(version, { now: clock.now(), bypass });
    deleteVersion(call, bucket, version);
  }
  return { VersionId: versionId, ...(isMarker(version) ? { DeleteMarker: true } : {}) };
}
