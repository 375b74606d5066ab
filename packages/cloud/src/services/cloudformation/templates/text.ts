import { isArray, type Json } from "../../../sdk-calls/json.ts";

/** A value where a text is wanted. */
export function toText(value: Json): string {
  if (typeof value === "string") return value;
  if (isArray(value)) return value.map(toText).join(",");
  return typeof value === "object" ? JSON.stringify(value) : String(value);
}
