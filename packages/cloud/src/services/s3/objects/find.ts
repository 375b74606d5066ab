import { AwsError } from "@millrace/wire";
import type { Call } from "../../../kernel/operation.ts";
import { deletedKey, invalidArgument, markerIsNoObject, noSuchKey, noSuchVersion } from "../errors.ts";
import { type Bucket, bucketArn, isMarker, type StoredObject, versionName } from "../model.ts";
import type { S3Store } from "../store.ts";

export interface Wanted {
  readonly Bucket: string;
  readonly Key: string;
  readonly VersionId?: string | undefined;
}

/**
 * The object or the version of it that a request names. `method` is the request's own, for the refusal of markers.
 * Throws NoSuchBucket, NoSuchKey, NoSuchVersion, and MethodNotAllowed for delete markers.
 */
export function findObject(store: S3Store, wanted: Wanted, method: string): StoredObject {
  const { Bucket: bucket, Key: key, VersionId: versionId } = wanted;
  if (versionId !== undefined) return findVersion(store, { bucket, key, versionId }, method);
  const object = store.objects.find(bucket, key);
  if (object !== undefined) return object;
  const latest = store.bucket(bucket).versioning === undefined ? undefined : store.objects.latest(bucket, key);
  throw latest === undefined ? noSuchKey(key) : deletedKey(key, versionName(latest));
}

/**
 * The same for whoever reads: that a key is not there is told only to those who may list the bucket.
 * https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetObject.html: Permissions
 */
export function findForReader(call: Call<S3Store>, wanted: Wanted, method: string): StoredObject {
  try {
    return findObject(call.store, wanted, method);
  } catch (error) {
    const isMissing = error instanceof AwsError && (error.code === "NoSuchKey" || error.code === "NoSuchVersion");
    const action = wanted.VersionId === undefined ? "s3:ListBucket" : "s3:ListBucketVersions";
    if (isMissing) call.authorize({ action, resource: bucketArn(wanted.Bucket) });
    throw error;
  }
}

interface WantedVersion {
  readonly bucket: string;
  readonly key: string;
  readonly versionId: string;
}

function findVersion(store: S3Store, { bucket, key, versionId }: WantedVersion, method: string): StoredObject {
  store.bucket(bucket);
  checkVersionId(versionId);
  const version = store.objects.version(bucket, key, versionId);
  if (version === undefined) throw noSuchVersion(key, versionId);
  if (isMarker(version)) throw markerIsNoObject(method, versionId, version.modifiedAt);
  return version;
}

export const isVersionId = (text: string): boolean => text === "null" || /^[\w.]{32}$/.test(text);

/** Throws InvalidArgument for what was never a version's id. */
export function checkVersionId(versionId: string): void {
  if (versionId === "") {
    throw invalidArgument("Version id cannot be the empty string", "versionId", versionId);
  }
  if (!isVersionId(versionId)) {
    throw invalidArgument("Invalid version id specified", "versionId", versionId);
  }
}

/** The version of what was read, in buckets that have versions. */
export const readVersion = (bucket: Bucket, object: StoredObject): { VersionId?: string } =>
  bucket.versioning === undefined ? {} : { VersionId: versionName(object) };

/** The version of what was written, where it got an id. */
export const writtenVersion = ({ versionId }: StoredObject): { VersionId?: string } =>
  versionId === undefined ? {} : { VersionId: versionId };

/** Reading a version needs another right than reading what stands there now. */
export const versionAction = (action: string, { VersionId }: { readonly VersionId?: string | undefined }): string =>
  VersionId === undefined ? `s3:${action}` : `s3:${action.replace("Object", "ObjectVersion")}`;
