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
  changed.some((name) => {
    const replacement = replacementBy(type, name);
    const { replaces } = resourceType(type).handler;
    return replacement === "Always" || (replacement === "Conditionally" && replaces?.(name, before, after) === true);
  });

/** What a change of one property does, as change sets say it. */
export function replacementBy(type: string, property: string): "Always" | "Never" | "Conditionally" {
  const { handler, schema } = resourceType(type);
  if (handler.update === undefined) return "Always";
  const marks = schema?.properties[property] ?? "";
  if (marks.includes("c")) return "Always";
  return marks.includes("m") ? "Conditionally" : "Never";
}
