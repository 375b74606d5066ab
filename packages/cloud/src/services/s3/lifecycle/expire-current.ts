import type { LifecycleRule } from "@aws-sdk/client-s3";
import type { Call } from "../../../kernel/operation.ts";
import type { Bucket, StoredObject } from "../model.ts";
import { deleteKey } from "../objects/delete.ts";
import type { S3Store } from "../store.ts";
import { daysAfter, expiresAt, hasSizeFilter, isEnabled, matchesRule } from "./rules.ts";

const pageKeys = 500;

/** https://docs.aws.amazon.com/AmazonS3/latest/userguide/lifecycle-transition-general-considerations.html: smaller ones are not worth moving */
const movedBytesMin = 128 * 1024;

/** Expires or moves what keys stand for now. Answers the key to go on after. */
export function expireCurrent(call: Call<S3Store>, bucket: Bucket, after: string | undefined): string | undefined {
  let seen = 0;
  for (const object of call.store.objects.list(bucket.name, { prefix: "", after })) {
    treat(call, bucket, object);
    seen++;
    if (seen >= pageKeys) return object.key;
  }
  return undefined;
}

function treat(call: Call<S3Store>, bucket: Bucket, object: StoredObject): void {
  const now = call.clock.now();
  const rules = (bucket.configurations.lifecycle?.rules ?? []).filter(
    (rule) => isEnabled(rule) && matchesRule(rule, object),
  );
  if (rules.some((rule) => (expiresAt(rule, object) ?? Number.POSITIVE_INFINITY) <= now)) {
    deleteKey(call, bucket, object.key, "lifecycle");
    return;
  }
  const storageClass = rules.flatMap((rule) => dueTransition(rule, object, now)).at(-1);
  if (storageClass === undefined || storageClass === object.attributes.storageClass) return;
  call.store.objects.update({ ...object, attributes: { ...object.attributes, storageClass } });
}

/** Of several that are due the latest holds. */
function dueTransition(rule: LifecycleRule, object: StoredObject, now: number): string[] {
  if (object.bytes < movedBytesMin && !hasSizeFilter(rule)) return [];
  return (rule.Transitions ?? [])
    .map(({ Days = 0, Date: date, StorageClass = "" }) => ({
      StorageClass,
      at: date === undefined ? daysAfter(object.modifiedAt, Days) : new Date(date).getTime(),
    }))
    .filter(({ at }) => at <= now)
    .sort((a, b) => a.at - b.at)
    .map(({ StorageClass }) => StorageClass);
}
