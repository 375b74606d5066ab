import type { LifecycleRule } from "@aws-sdk/client-s3";
import type { StoredObject, Tags } from "../model.ts";

export const dayMs = 86_400_000;

/** S3 does once a day, soon after midnight UTC, what it does by itself. */
export const untilMidnight = (now: number): number => dayMs - (now % dayMs);

/** What a rule's filter asks of an object, whichever of its forms it has. */
interface Wanted {
  readonly prefix: string;
  readonly tags: readonly (readonly [string, string])[];
  readonly above: number;
  readonly below: number;
}

function wantedBy({ Filter: filter, Prefix: prefix }: LifecycleRule): Wanted {
  const { And: and, Tag: tag } = filter ?? {};
  const tags = [...(and?.Tags ?? []), ...(tag === undefined ? [] : [tag])];
  return {
    prefix: and?.Prefix ?? filter?.Prefix ?? prefix ?? "",
    tags: tags.map(({ Key = "", Value = "" }) => [Key, Value]),
    above: and?.ObjectSizeGreaterThan ?? filter?.ObjectSizeGreaterThan ?? Number.NEGATIVE_INFINITY,
    below: and?.ObjectSizeLessThan ?? filter?.ObjectSizeLessThan ?? Number.POSITIVE_INFINITY,
  };
}

export const isEnabled = ({ Status }: LifecycleRule): boolean => Status === "Enabled";

/** https://docs.aws.amazon.com/AmazonS3/latest/userguide/intro-lifecycle-filters.html */
export function matchesRule(rule: LifecycleRule, object: Pick<StoredObject, "key" | "bytes" | "tags">): boolean {
  const { prefix, tags, above, below } = wantedBy(rule);
  const hasTags = tags.every(([key, value]) => hasTag(object.tags, key, value));
  return object.key.startsWith(prefix) && hasTags && object.bytes > above && object.bytes < below;
}

const hasTag = (tags: Tags, key: string, value: string): boolean => Object.hasOwn(tags, key) && tags[key] === value;

/** Filters by tag or size find no markers and no uploads, which have neither. */
export function matchesKey(rule: LifecycleRule, key: string): boolean {
  const { prefix, tags, above, below } = wantedBy(rule);
  return key.startsWith(prefix) && tags.length === 0 && above < 0 && below === Number.POSITIVE_INFINITY;
}

export const hasSizeFilter = (rule: LifecycleRule): boolean => {
  const { above, below } = wantedBy(rule);
  return above >= 0 || below < Number.POSITIVE_INFINITY;
};

/** Days end at midnight UTC: https://docs.aws.amazon.com/AmazonS3/latest/userguide/intro-lifecycle-rules.html#intro-lifecycle-rules-number-of-days */
export const daysAfter = (time: number, days: number): number => Math.ceil((time + days * dayMs) / dayMs) * dayMs;

/** When a rule's expiration of current versions comes due for an object; undefined when it never does. */
export function expiresAt({ Expiration: expiration }: LifecycleRule, object: StoredObject): number | undefined {
  if (expiration?.Days !== undefined) return daysAfter(object.modifiedAt, expiration.Days);
  // Stored documents keep their dates as text.
  return expiration?.Date === undefined ? undefined : new Date(expiration.Date).getTime();
}
