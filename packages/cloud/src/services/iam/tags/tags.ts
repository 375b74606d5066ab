import { duplicateTag, tooManyTags } from "../errors.ts";
import type { Tags } from "../model.ts";

interface Tag {
  readonly Key: string | undefined;
  readonly Value: string | undefined;
}

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html */
const tagsMax = 50;

/** Throws InvalidInput for a key given twice and LimitExceeded for more than 50 tags. Keys differ by more than case. */
export function readTags(tags: readonly Tag[] = [], have: Tags = {}): Tags {
  const keys = tags.map(({ Key = "" }) => Key.toLowerCase());
  if (new Set(keys).size < keys.length) throw duplicateTag();
  const kept = Object.entries(have).filter(([key]) => !keys.includes(key.toLowerCase()));
  const all = Object.fromEntries([...kept, ...tags.map(({ Key = "", Value = "" }) => [Key, Value])]);
  if (Object.keys(all).length > tagsMax) throw tooManyTags();
  return all;
}

export const writeTags = (tags: Tags): { Key: string; Value: string }[] =>
  Object.entries(tags).map(([Key, Value]) => ({ Key, Value }));

export const withoutTags = (tags: Tags, keys: readonly string[] = []): Tags => {
  const gone = new Set(keys.map((key) => key.toLowerCase()));
  return Object.fromEntries(Object.entries(tags).filter(([key]) => !gone.has(key.toLowerCase())));
};

/** The condition keys of requests that carry tags. */
export const tagContext = (tags: readonly Tag[] = []): Record<string, string | string[]> => ({
  ...Object.fromEntries(tags.map(({ Key = "", Value = "" }) => [`aws:RequestTag/${Key}`, Value])),
  ...(tags.length === 0 ? {} : { "aws:TagKeys": tags.map(({ Key = "" }) => Key) }),
});

export const resourceTagContext = (tags: Tags): Record<string, string> =>
  Object.fromEntries(
    Object.entries(tags).flatMap(([key, value]) => [
      [`aws:ResourceTag/${key}`, value],
      [`iam:ResourceTag/${key}`, value],
    ]),
  );
