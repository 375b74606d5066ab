import { isArray, isObject, type Json, type JsonObject } from "../../../sdk-calls/json.ts";
import type { Work } from "../engine/work.ts";
import type { ResourceState, Tag } from "../model.ts";
import { toText } from "../templates/text.ts";

/** How a service takes the tags of its resources. */
export interface TagRule {
  /** As the operation that creates wants them, if it takes any. */
  readonly style: "list" | "lower" | "map" | "prefixed";
  /** The member of that operation; `Tags` unless told. */
  readonly member?: string;
  /** The property; `Tags` unless told. */
  readonly property?: string;
  readonly add: string;
  readonly remove: string;
  /** The members of these that name the resource, the tags, and the keys of those to remove. */
  readonly target: (facts: JsonObject, work: Work) => JsonObject;
  readonly keys: string;
  /** That member lists tags without values, not keys. */
  readonly areKeysTags?: boolean;
}

/** The properties with the stack's tags among their own. */
export function taggedProperties(work: Work, rule: TagRule | undefined, properties: JsonObject): JsonObject {
  if (rule === undefined) return properties;
  const { property = "Tags", member = "Tags" } = rule;
  const tags = allTags(work, properties[property]);
  if (tags.length === 0) return properties;
  const { [property]: _, ...others } = properties;
  return { ...others, [member]: written(tags, rule) };
}

/** For operations that update: tags are changed by operations of their own. */
export function withoutTags(properties: JsonObject, rule: TagRule | undefined): JsonObject {
  if (rule === undefined) return properties;
  const { [rule.member ?? "Tags"]: _, ...others } = properties;
  return others;
}

interface TagChange {
  /** What names the resource. */
  readonly facts: JsonObject;
  /** As they are wanted: the answer to an update may still tell the tags of before. */
  readonly properties: JsonObject;
  readonly before: ResourceState;
}

/** Adds and removes what has changed among a resource's tags. */
export async function changeTags(
  work: Work,
  service: string,
  rule: TagRule | undefined,
  { facts, properties, before }: TagChange,
): Promise<void> {
  if (rule === undefined) return;
  const { property = "Tags", member = "Tags" } = rule;
  const wanted = tagsOf(properties[member]);
  const had = merged(tagsOf(before.properties[property]), work.stack.current.tags);
  const added = wanted.filter((tag) => !had.some(({ Key, Value }) => Key === tag.Key && Value === tag.Value));
  const removed = had.filter((tag) => !wanted.some(({ Key }) => Key === tag.Key));
  const target = rule.target({ ...facts, ...before.attributes, PhysicalId: before.physicalId }, work);
  if (added.length > 0) await work.aws(service, rule.add, { ...target, [member]: written(added, rule) });
  if (removed.length > 0)
    await work.aws(service, rule.remove, {
      ...target,
      [rule.keys]: removed.map(({ Key }) => (rule.areKeysTags === true ? { Key } : Key)),
    });
}

/** A resource's own tags, and those of its stack that it does not have itself. */
export const allTags = (work: Pick<Work, "tags">, own: Json | undefined): Tag[] => merged(tagsOf(own), work.tags);

const merged = (own: readonly Tag[], inherited: readonly Tag[]): Tag[] => [
  ...own,
  ...inherited.filter(({ Key }) => !own.some((tag) => tag.Key === Key)),
];

/** From either way to write them. */
export function tagsOf(tags: Json | undefined): Tag[] {
  if (isObject(tags)) return Object.entries(tags).map(([Key, value]) => ({ Key, Value: toText(value) }));
  if (!isArray(tags)) return [];
  return tags.filter(isObject).map((tag) => ({
    Key: toText(tag["Key"] ?? tag["key"] ?? tag["TagKey"] ?? ""),
    Value: toText(tag["Value"] ?? tag["value"] ?? tag["TagValue"] ?? ""),
  }));
}

const memberNames = {
  list: { key: "Key", value: "Value" },
  lower: { key: "key", value: "value" },
  prefixed: { key: "TagKey", value: "TagValue" },
} as const;

function written(tags: readonly Tag[], { style }: TagRule): Json {
  if (style === "map") return tagMap(tags);
  const { key, value } = memberNames[style];
  return tags.map(({ Key, Value }) => ({ [key]: Key, [value]: Value }));
}

export const tagMap = (tags: readonly Tag[]): JsonObject =>
  Object.fromEntries(tags.map(({ Key, Value }) => [Key, Value]));
