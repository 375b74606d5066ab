import type { Call } from "../../../kernel/operation.ts";
import type { Bucket, StoredObject } from "../model.ts";
import { type EventName, notify } from "../notifications/notify.ts";
import type { S3Store } from "../store.ts";

/** Puts an object in its place and tells whoever wants to know. */
export function putAndNotify(
  call: Call<S3Store>,
  bucket: Bucket,
  object: Omit<StoredObject, "bucket" | "modifiedAt" | "sequencer">,
  event: EventName,
): StoredObject {
  const now = call.clock.now();
  const stored = { ...object, bucket: bucket.name, modifiedAt: now, sequencer: call.store.nextSequencer(now) };
  call.store.putObject(stored);
  notify(call, bucket, { event, ...stored });
  return stored;
}
