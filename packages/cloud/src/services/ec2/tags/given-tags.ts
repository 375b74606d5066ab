import type { Tag, TagSpecification } from "@aws-sdk/client-ec2";
import { invalidValue } from "../errors.ts";
import type { Kind } from "../model.ts";

/** The tags that an operation gives to what it makes. */
export function givenTags(specifications: readonly TagSpecification[] | undefined, kind: Kind): Tag[] {
  const other = specifications?.find(({ ResourceType }) => ResourceType !== kind);
  if (other !== undefined) {
    throw invalidValue(`'${other.ResourceType}' is not a valid taggable resource type for this operation.`);
  }
  return withTags([], specifications?.flatMap(({ Tags = [] }) => Tags) ?? []);
}

/** https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/Using_Tags.html#tag-restrictions */
const tagsMax = 50;

export function withTags(before: readonly Tag[], added: readonly Tag[]): Tag[] {
  const tags = new Map(before.map(({ Key = "", Value = "" }) => [Key, Value]));
  for (const { Key = "", Value = "" } of added) {
    if (Key.startsWith("aws:") && !tags.has(Key)) {
      throw invalidValue(`Tag keys starting with 'aws:' are reserved for internal use`);
    }
    tags.set(Key, Value);
  }
  if (tags.size > tagsMax) throw invalidValue("More than 50 tags specified");
  return [...tags].map(([Key, Value]) => ({ Key, Value }));
}
