import { isDeepStrictEqual } from "node:util";
import type { JsonObject } from "../../../sdk-calls/json.ts";
import { resourceType } from "../resources/resource-types.ts";

/** The properties that are not what they were. */
export const changedProperties = (before: JsonObject, after: JsonObject): string[] =>
  [...new Set([...Object.keys(before), ...Object.keys(after)])].filter(
    (name) => !isDeepStrictEqual(before[name], after[name]),
  );

/** Whether a change of these properties needs another resource. */
export const mustReplace = (type: string, changed: readonly string[], before: JsonObject, after: JsonObject): boolean =>
  changed.some((name) => replacementBy(type, name, before, after) === "Always");

/** What a change of one property does, as change sets say it. */
export function replacementBy(
  type: string,
  property: string,
  before: JsonObject,
  after: JsonObject,
): "Always" | "Never" | "Conditionally" {
  const { handler, schema } = resourceType(type);
  if (handler.update === undefined) return "Always";
  const marks = schema?.properties[property] ?? "";
  if (marks.includes("c")) return "Always";
  if (!marks.includes("m")) return "Never";
  if (handler.replaces === undefined) return "Conditionally";
  return handler.replaces(property, before, after) ? "Always" : "Never";
}
