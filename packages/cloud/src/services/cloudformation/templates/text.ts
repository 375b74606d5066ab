import { isArray, isObject, type Json } from "../../../sdk-calls/json.ts";

/** A value where a text is wanted. */
export function toText(value: Json): string {
  if (typeof value === "string") return value;
  if (isArray(value)) return value.map(toText).join(",");
  return typeof value === "object" ? JSON.stringify(value) : String(value);
}

/** A value with numbers and truths in it as texts. */
export function asTexts(value: Json): Json {
  if (isArray(value)) return value.map(asTexts);
  if (isObject(value)) return Object.fromEntries(Object.entries(value).map(([name, item]) => [name, asTexts(item)]));
  return toText(value);
}
