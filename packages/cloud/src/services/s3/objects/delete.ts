import type { Call } from "../../../kernel/operation.ts";
import { type Bucket, type DeleteMarker, isMarker, type Version } from "../model.ts";
import type { EventName } from "../notifications/events.ts";
import { notify } from "../notifications/notify.ts";
import type { S3Store } from "../store.ts";

/** How a deletion came about, which its events tell. */
const events = {
  request: { deleted: "ObjectRemoved:Delete", marked: "ObjectRemoved:DeleteMarkerCreated" },
  lifecycle: { deleted: "LifecycleExpiration:Delete", marked: "LifecycleExpiration:DeleteMarkerCreated" },
} as const satisfies Record<string, Record<"deleted" | "marked", EventName>>;

type Cause = keyof typeof events;

/**
 * Deletes a key: for good in a bucket without versions, else by a marker, which is returned. Tells whoever wants to know
 * if there was something to delete.
 */
export function deleteKey(
  call: Call<S3Store>,
  bucket: Bucket,
  key: string,
  cause: Cause = "request",
): DeleteMarker | undefined {
  const { store, clock } = call;
  store.noteDeletion(bucket.name, key);
  if (bucket.versioning !== undefined) {
    const marker = store.objects.putMarker(bucket, key, clock.now());
    notify(call, bucket, { event: events[cause].marked, ...marker });
    return marker;
  }
  const object = store.objects.find(bucket.name, key);
  if (object === undefined) return undefined;
  store.objects.remove(object);
  notify(call, bucket, { event: events[cause].deleted, key, sequencer: store.objects.nextSequencer(clock.now()) });
  return undefined;
}

/** Deletes one version for good. */
export function deleteVersion(call: Call<S3Store>, bucket: Bucket, version: Version, cause: Cause = "request"): void {
  const { store, clock } = call;
  store.noteDeletion(bucket.name, version.key);
  store.objects.remove(version);
  const sequencer = store.objects.nextSequencer(clock.now());
  const { key, versionId } = version;
  notify(call, bucket, {
    event: events[cause].deleted,
    key,
    versionId,
    sequencer,
    ...(isMarker(version) ? {} : { etag: version.etag }),
  });
}
