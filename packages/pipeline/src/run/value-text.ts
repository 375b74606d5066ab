import { Personal } from "../protect/personal.ts";

/**
 * A value of a branch as text, for the function that puts the branches together. JSON, and what JSON has no word for under the member
 * `$`. Of a personal value only that it is one passes: it may not reach a sink anyway, and nobody needs to find it in a file.
 */
export const valueText = (value: unknown): string => (isJson(value) ? JSON.stringify({ v: value }) : taggedText(value));

const taggedText = (value: unknown): string =>
  JSON.stringify({ v: value }, function tagged(this: unknown, key: string): unknown {
    // The second argument of a replacer is what `toJSON` has made of the value already.
    return tag((this as Readonly<Record<string, unknown>>)[key]);
  });

/** The JSON of a value of a branch that is an object and of which JSON says all. */
export const plainJson = (text: string): string | undefined =>
  text.startsWith('{"v":{') && !isTagged(text) ? text.slice('{"v":'.length, -1) : undefined;

export function valueOfText(text: string): unknown {
  const { v } = JSON.parse(text) as { readonly v?: unknown };
  return isTagged(text) ? untagged(v) : v;
}

/** A member is called `$` where these letters are in the text; where they are not, nothing is tagged. */
const isTagged = (text: string): boolean => text.includes('"$"');

/** Whether JSON says all of a value, as it does of nearly all: a replacer makes it five times slower. */
function isJson(value: unknown): boolean {
  if (typeof value === "number") return Number.isFinite(value);
  if (typeof value !== "object" || value === null)
    return typeof value !== "bigint" && typeof value !== "function" && typeof value !== "symbol";
  const prototype: unknown = Object.getPrototypeOf(value);
  if (prototype !== Object.prototype && prototype !== Array.prototype && prototype !== null) return false;
  for (const name in value) {
    if (name === "$" || name === "toJSON" || !isJson(value[name as keyof typeof value])) return false;
  }
  return true;
}

function tag(value: unknown): unknown {
  if (typeof value === "bigint") return { $: "bigint", of: String(value) };
  if (typeof value === "number") return Number.isFinite(value) ? value : { $: "number", of: String(value) };
  if (typeof value === "function" || typeof value === "symbol") throw new TypeError(`Cannot pass a ${typeof value} on`);
  if (typeof value !== "object" || value === null) return value;
  if (value instanceof Personal) return { $: "personal" };
  if (value instanceof Date) return { $: "date", of: value.toISOString() };
  if (value instanceof Uint8Array) return { $: "bytes", of: Buffer.from(value).toString("base64") };
  if (value instanceof Map || value instanceof Set) throw new TypeError("Cannot pass a Map or a Set on");
  return Object.hasOwn(value, "$") ? { $: "object", of: Object.entries(value) } : value;
}

function untagged(value: unknown): unknown {
  if (typeof value !== "object" || value === null) return value;
  if (Array.isArray(value)) return value.map(untagged);
  if (Object.hasOwn(value, "$")) return untag(value as Tagged);
  // Not by assignment, which would take a member called `__proto__` for the prototype.
  return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, untagged(member)]));
}

interface Tagged {
  readonly $: string;
  readonly of?: unknown;
}

function untag({ $: kind, of }: Tagged): unknown {
  switch (kind) {
    case "bigint":
      return BigInt(String(of));
    case "number":
      return Number(of);
    case "personal":
      return new Personal(undefined);
    case "date":
      return new Date(String(of));
    case "bytes":
      return new Uint8Array(Buffer.from(String(of), "base64"));
    default:
      return Object.fromEntries(
        (of as readonly (readonly [string, unknown])[]).map(([name, v]) => [name, untagged(v)]),
      );
  }
}
