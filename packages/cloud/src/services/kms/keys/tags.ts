import type { Tag } from "@aws-sdk/client-kms";
import { tagError } from "../errors.ts";

/** https://docs.aws.amazon.com/kms/latest/developerguide/resource-limits.html */
const tagsMax = 50;

/** The tags of a key with others added, or AWS's refusal. */
export function withTags(before: Readonly<Record<string, string>>, added: readonly Tag[]): Record<string, string> {
  if (added.some(({ TagKey = "" }) => /^aws:/i.test(TagKey))) throw tagError("Tags beginning with aws: are reserved");
  if (new Set(added.map(({ TagKey }) => TagKey)).size < added.length) throw tagError("Duplicate tag keys");
  const tags = { ...before, ...Object.fromEntries(added.map(({ TagKey = "", TagValue = "" }) => [TagKey, TagValue])) };
  if (Object.keys(tags).length > tagsMax) throw tagError("Too many tags");
  return tags;
}
