import { shapeOf } from "./protect/shape.ts";
import type { FieldSources } from "./reader.ts";

/** The sources of a field as paths: `customer.email` is two steps. A field that is not named stands under its own name. */
const pathsOf = (field: string, fields: FieldSources): readonly (readonly string[])[] =>
  [fields[field] ?? field].flat().map((source) => source.split("."));

/** The record with its fields taken from where `fields` says they stand; other members stay as they are. */
export function fieldPicker(fields: FieldSources): (value: unknown) => unknown {
  const wanted = Object.keys(fields).map((field) => [field, pathsOf(field, fields)] as const);
  if (wanted.length === 0) return (value) => value;
  return (value) => {
    if (!isObject(value)) return value;
    const picked: Record<string, unknown> = { ...value };
    for (const [field, paths] of wanted) picked[field] = firstAt(value, paths);
    return picked;
  };
}

function firstAt(value: object, paths: readonly (readonly string[])[]): unknown {
  for (const path of paths) {
    const found = path.reduce<unknown>(memberOf, value);
    if (found !== undefined) return found;
  }
  return undefined;
}

function memberOf(value: unknown, step: string): unknown {
  // An element of XML that has only text is that text; with attributes the text is called #text. A path means both.
  if (step === "#text" && typeof value === "string") return value;
  return isObject(value) && Object.hasOwn(value, step) ? Reflect.get(value, step) : undefined;
}

/**
 * A copy of `value` in which the texts of `personal` fields are reduced to their shape. A field that neither `fields` nor a member
 * of its name leads to is found by the schema in a way of its own, so then every text is reduced.
 */
export function withShapes(value: unknown, personal: readonly string[], fields: FieldSources): unknown {
  const isKnown = (field: string): boolean =>
    fields[field] !== undefined || (isObject(value) && Object.hasOwn(value, field));
  if (!isObject(value) || !personal.every(isKnown)) return shaped(value);
  const copy = structuredClone(value);
  for (const field of personal) {
    for (const path of pathsOf(field, fields)) shapeAt(copy, path);
  }
  return copy;
}

function shapeAt(value: unknown, path: readonly string[]): void {
  const [step, ...rest] = path;
  if (step === undefined || !isObject(value) || !Object.hasOwn(value, step)) return;
  if (rest.length > 0) shapeAt(Reflect.get(value, step), rest);
  else Object.defineProperty(value, step, { value: shaped(Reflect.get(value, step)), enumerable: true });
}

function shaped(value: unknown): unknown {
  if (typeof value === "string" || typeof value === "number") return shapeOf(String(value));
  if (Array.isArray(value)) return value.map(shaped);
  if (isObject(value)) return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, shaped(member)]));
  return value;
}

const isObject = (value: unknown): value is object => typeof value === "object" && value !== null;
