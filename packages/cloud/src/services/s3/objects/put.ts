import type { Call } from "../../../kernel/operation.ts";
import type { Bucket, StoredObject } from "../model.ts";
import type { EventName } from "../notifications/events.ts";
import { notify } from "../notifications/notify.ts";
import type { S3Store } from "../store.ts";

/** Puts an object in its place and tells whoever wants to know. */
export function putAndNotify(
  call: Call<S3Store>,
  bucket: Bucket,
  object: Omit<StoredObject, "bucket" | "modifiedAt" | "sequencer" | "versionId">,
  event: EventName,
): StoredObject {
  const stored = call.store.objects.put(bucket, { ...object, bucket: bucket.name, modifiedAt: call.clock.now() });
  notify(call, bucket, { event, ...stored });
  return stored;
}
