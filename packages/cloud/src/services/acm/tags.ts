import { invalidTag, tooManyTags } from "./errors.ts";
import type { Certificate } from "./model.ts";

interface Tag {
  readonly Key?: string | undefined;
  readonly Value?: string | undefined;
}

const tagsMax = 50;

/** Throws InvalidTagException and TooManyTagsException. */
export function tagsWith(before: Certificate["tags"], added: readonly Tag[]): Record<string, string> {
  const tags: Record<string, string> = { ...before };
  for (const { Key = "", Value = "" } of added) {
    if (Key.toLowerCase().startsWith("aws:")) throw invalidTag(Key);
    tags[Key] = Value;
  }
  if (Object.keys(tags).length > tagsMax) throw tooManyTags();
  return tags;
}

export const tagsOutput = (tags: Certificate["tags"]) => Object.entries(tags).map(([Key, Value]) => ({ Key, Value }));
