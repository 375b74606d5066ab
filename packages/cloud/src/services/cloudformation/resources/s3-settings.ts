import { isObject, type Json, type JsonObject } from "../../../sdk-calls/json.ts";
import { toText } from "../templates/text.ts";
import { listOf } from "./each-target.ts";

/** A rule of a bucket's life cycle as its operation wants it: templates have more ways to write one. */
export function lifecycleRule(rule: JsonObject): JsonObject {
  const { NoncurrentVersionExpirationInDays: noncurrentDays, NoncurrentVersionExpiration: noncurrent } = rule;
  const days = noncurrentDays === undefined ? undefined : { NoncurrentDays: noncurrentDays };
  const expiration = picked(rule, {
    ExpirationInDays: "Days",
    ExpirationDate: "Date",
    ExpiredObjectDeleteMarker: "ExpiredObjectDeleteMarker",
  });
  return {
    ...picked(rule, { Id: "ID", AbortIncompleteMultipartUpload: "AbortIncompleteMultipartUpload" }),
    Status: rule["Status"] ?? "Enabled",
    Filter: lifecycleFilter(rule),
    ...(Object.keys(expiration).length === 0 ? {} : { Expiration: expiration }),
    ...defined("NoncurrentVersionExpiration", noncurrent ?? days),
    ...listed(rule, "Transition", "Transitions", { TransitionInDays: "Days", TransitionDate: "Date" }),
    ...listed(rule, "NoncurrentVersionTransition", "NoncurrentVersionTransitions", {
      TransitionInDays: "NoncurrentDays",
    }),
  };
}

/** A single condition stands by itself, several inside `And`. */
function lifecycleFilter(rule: JsonObject): JsonObject {
  const plain = picked(rule, {
    Prefix: "Prefix",
    ObjectSizeGreaterThan: "ObjectSizeGreaterThan",
    ObjectSizeLessThan: "ObjectSizeLessThan",
  });
  const tags = listOf(rule["TagFilters"]);
  const count = Object.keys(plain).length + tags.length;
  if (count === 0) return { Prefix: "" };
  if (count > 1) return { And: { ...plain, ...(tags.length === 0 ? {} : { Tags: tags }) } };
  return { ...plain, ...defined("Tag", tags[0]) };
}

const defined = (name: string, value: Json | undefined): JsonObject => (value === undefined ? {} : { [name]: value });

/** Some members, by the names that they have in requests. */
const picked = (values: JsonObject, names: Readonly<Record<string, string>>): JsonObject =>
  Object.assign({}, ...Object.entries(names).map(([from, to]) => defined(to, values[from])));

/** One of a kind may stand by itself, or all of them in a list. */
function listed(rule: JsonObject, one: string, many: string, names: Readonly<Record<string, string>>): JsonObject {
  const items = [...listOf(rule[one]), ...listOf(rule[many])].filter(isObject);
  if (items.length === 0) return {};
  return {
    [many]: items.map((item) =>
      Object.fromEntries(Object.entries(item).map(([name, value]) => [names[name] ?? name, value])),
    ),
  };
}

/** The one who owns the destination stands with it. */
export function replicationRule(rule: JsonObject): JsonObject {
  const { Id: id, ...rest } = rule;
  return { ...rest, ...(id === undefined ? {} : { ID: id }) };
}

const kinds = [
  {
    property: "LambdaConfigurations",
    member: "LambdaFunctionConfigurations",
    target: "Function",
    arn: "LambdaFunctionArn",
  },
  { property: "QueueConfigurations", member: "QueueConfigurations", target: "Queue", arn: "QueueArn" },
  { property: "TopicConfigurations", member: "TopicConfigurations", target: "Topic", arn: "TopicArn" },
] as const;

/** Whom a bucket tells of what. */
export function notificationConfiguration(value: Json): JsonObject {
  if (!isObject(value)) return {};
  const told = kinds.flatMap(({ property, member, target, arn }) => {
    const items = listOf(value[property]).filter(isObject);
    if (items.length === 0) return [];
    return [
      [
        member,
        items.map((item) => ({
          [arn]: item[target] ?? "",
          Events: [item["Event"] ?? ""],
          ...(isObject(item["Filter"]) ? { Filter: { Key: keyFilter(item["Filter"]) } } : {}),
        })),
      ] as const,
    ];
  });
  const bridge = isObject(value["EventBridgeConfiguration"]) ? value["EventBridgeConfiguration"] : undefined;
  const isOn = bridge !== undefined && toText(bridge["EventBridgeEnabled"] ?? "true") === "true";
  return { ...Object.fromEntries(told), ...(isOn ? { EventBridgeConfiguration: {} } : {}) };
}

function keyFilter(filter: JsonObject): JsonObject {
  const key = isObject(filter["S3Key"]) ? filter["S3Key"] : {};
  return { FilterRules: key["Rules"] ?? [] };
}
