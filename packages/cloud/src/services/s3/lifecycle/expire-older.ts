import type { Call } from "../../../kernel/operation.ts";
import { type Bucket, isMarker, type Version } from "../model.ts";
import { deleteVersion } from "../objects/delete.ts";
import { isRetained } from "../objects/lock.ts";
import type { S3Store } from "../store.ts";
import { daysAfter, isEnabled, matchesKey, matchesRule } from "./rules.ts";

const pageVersions = 500;

/** Expires versions that others have replaced, and markers with nothing behind them. Answers the key to go on after. */
export function expireOlder(call: Call<S3Store>, bucket: Bucket, after: string | undefined): string | undefined {
  let seen = 0;
  let versions: Version[] = [];
  for (const version of call.store.objects.listOlder(bucket.name, { prefix: "", after })) {
    const [first] = versions;
    if (first !== undefined && first.key !== version.key) {
      treatKey(call, bucket, versions);
      if (seen >= pageVersions) return first.key;
      versions = [];
    }
    versions.push(version);
    seen++;
  }
  if (versions.length > 0) treatKey(call, bucket, versions);
  return undefined;
}

/** The older versions of one key, newest first. */
function treatKey(call: Call<S3Store>, bucket: Bucket, versions: readonly Version[]): void {
  const [newest] = versions;
  if (newest === undefined) return;
  const current = call.store.objects.find(bucket.name, newest.key);
  // Without a current object the newest of them is what the key stands for: a marker.
  const replaced = current === undefined ? versions.slice(1) : versions;
  let replacedBy: Version = current ?? newest;
  let left = replaced.length;
  for (const [newerCount, version] of replaced.entries()) {
    if (isReplacedDue(call, bucket, { version, replacedAt: replacedBy.modifiedAt, newerCount })) {
      deleteVersion(call, bucket, version, "lifecycle");
      left--;
    }
    replacedBy = version;
  }
  if (left === 0 && current === undefined && isMarker(newest) && isLoneMarkerDue(bucket, newest, call.clock.now())) {
    deleteVersion(call, bucket, newest, "lifecycle");
  }
}

interface Replaced {
  readonly version: Version;
  readonly replacedAt: number;
  /** How many of the replaced versions are newer. */
  readonly newerCount: number;
}

function isReplacedDue({ clock }: Call<S3Store>, bucket: Bucket, replaced: Replaced): boolean {
  const { version, replacedAt, newerCount } = replaced;
  const now = clock.now();
  if (!isMarker(version) && (version.legalHold === "ON" || isRetained(version, now))) return false;
  return (bucket.configurations.lifecycle?.rules ?? []).some((rule) => {
    const { NoncurrentDays: days, NewerNoncurrentVersions: kept = 0 } = rule.NoncurrentVersionExpiration ?? {};
    if (days === undefined || !isEnabled(rule)) return false;
    const isMeant = isMarker(version) ? matchesKey(rule, version.key) : matchesRule(rule, version);
    return isMeant && newerCount >= kept && daysAfter(replacedAt, days) <= now;
  });
}

/** https://docs.aws.amazon.com/AmazonS3/latest/userguide/lifecycle-configuration-examples.html#lifecycle-config-conceptual-ex7 */
const isLoneMarkerDue = (bucket: Bucket, marker: Version, now: number): boolean =>
  (bucket.configurations.lifecycle?.rules ?? []).some(
    (rule) =>
      isEnabled(rule) &&
      matchesKey(rule, marker.key) &&
      (rule.Expiration?.ExpiredObjectDeleteMarker === true ||
        (rule.Expiration?.Days !== undefined && daysAfter(marker.modifiedAt, rule.Expiration.Days) <= now)),
  );
