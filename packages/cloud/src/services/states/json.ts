/** What ASL calls a value: JSON, never undefined. */
export type Json = null | boolean | number | string | readonly Json[] | JsonObject;
export interface JsonObject {
  readonly [name: string]: Json;
}

export const isObject = (value: Json | undefined): value is JsonObject =>
  typeof value === "object" && value !== null && !Array.isArray(value);

export const isArray = (value: Json | undefined): value is readonly Json[] => Array.isArray(value);

/** As Step Functions writes values that it has made: no spaces. */
export const toText = (value: Json): string => JSON.stringify(value);

export const bytesOf = (text: string): number => Buffer.byteLength(text);

export function isEqual(a: Json, b: Json): boolean {
  if (a === b) return true;
  if (isArray(a) && isArray(b)) {
    return a.length === b.length && a.every((item, at) => isEqual(item, b[at] ?? null));
  }
  if (!isObject(a) || !isObject(b)) return false;
  const names = Object.keys(a);
  return (
    names.length === Object.keys(b).length &&
    names.every((name) => Object.hasOwn(b, name) && isEqual(a[name] ?? null, b[name] ?? null))
  );
}

/** As JSONata and the messages about it name the kinds of values. */
export function kindOf(value: Json): string {
  if (value === null) return "null";
  return isArray(value) ? "array" : typeof value;
}

/** One level of JSON text with a space after commas and colons, as TestState answers. */
export function toSpacedText(value: Json): string {
  if (isArray(value)) return `[${value.map(toSpacedText).join(", ")}]`;
  if (!isObject(value)) return JSON.stringify(value);
  const members = Object.entries(value).map(([name, member]) => `${JSON.stringify(name)}: ${toSpacedText(member)}`);
  return `{${members.join(", ")}}`;
}

/** Text that is no JSON stays text. */
export function parsed(text: string): Json {
  try {
    return JSON.parse(text) as Json;
  } catch {
    return text;
  }
}
