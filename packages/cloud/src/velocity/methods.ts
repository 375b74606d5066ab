import { VelocityError } from "./syntax.ts";

/** What templates may call on texts, numbers, lists and maps: the methods of Java's classes that they stand for. */
type Method<Value> = (value: Value, values: readonly unknown[]) => unknown;
type Methods<Value> = Readonly<Record<string, Method<Value>>>;

const text = (value: unknown): string => printed(value);
const number = (value: unknown): number => Number(value);

const ofTexts: Methods<string> = {
  length: (value) => value.length,
  isEmpty: (value) => value === "",
  substring: (value, [from, to]) => value.substring(number(from), to === undefined ? undefined : number(to)),
  indexOf: (value, [part]) => value.indexOf(text(part)),
  lastIndexOf: (value, [part]) => value.lastIndexOf(text(part)),
  contains: (value, [part]) => value.includes(text(part)),
  startsWith: (value, [part]) => value.startsWith(text(part)),
  endsWith: (value, [part]) => value.endsWith(text(part)),
  equals: (value, [other]) => value === other,
  equalsIgnoreCase: (value, [other]) => value.toLowerCase() === text(other).toLowerCase(),
  concat: (value, [other]) => value + text(other),
  charAt: (value, [at]) => value.charAt(number(at)),
  replace: (value, [from, to]) => value.replaceAll(text(from), () => text(to)),
  replaceAll: (value, [from, to]) => value.replace(new RegExp(text(from), "g"), text(to)),
  replaceFirst: (value, [from, to]) => value.replace(new RegExp(text(from)), text(to)),
  matches: (value, [pattern]) => new RegExp(`^(?:${text(pattern)})$`).test(value),
  split: (value, [by]) => value.split(new RegExp(text(by))),
  toLowerCase: (value) => value.toLowerCase(),
  toUpperCase: (value) => value.toUpperCase(),
  trim: (value) => value.trim(),
  toString: (value: string) => value,
};

const ofLists: Methods<unknown[]> = {
  size: (value) => value.length,
  isEmpty: (value) => value.length === 0,
  get: (value, [at]) => value[number(at)],
  set: (value, [at, item]) => {
    value[number(at)] = item;
  },
  add: (value, values) => {
    if (values.length > 1) value.splice(number(values[0]), 0, values[1]);
    else value.push(values[0]);
    return true;
  },
  addAll: (value, [items]) => value.push(...(items as unknown[])) > 0,
  remove: (value, [at]) => value.splice(number(at), 1)[0],
  contains: (value, [item]) => value.includes(item),
  indexOf: (value, [item]) => value.indexOf(item),
  toString: (value: unknown[]) => printed(value),
};

type Entries = Record<string, unknown>;

const ofMaps: Methods<Entries> = {
  size: (value) => Object.keys(value).length,
  isEmpty: (value) => Object.keys(value).length === 0,
  get: (value, [key]) => own(value, text(key)),
  getOrDefault: (value, [key, otherwise]) => own(value, text(key)) ?? otherwise,
  put: (value, [key, item]) => {
    const before = own(value, text(key));
    value[text(key)] = item;
    return before;
  },
  putAll: (value, [others]) => {
    Object.assign(value, others);
  },
  remove: (value, [key]) => {
    const before = own(value, text(key));
    delete value[text(key)];
    return before;
  },
  containsKey: (value, [key]) => own(value, text(key)) !== undefined,
  containsValue: (value, [item]) => Object.values(value).includes(item),
  keySet: (value) => Object.keys(value),
  values: (value) => Object.values(value),
  entrySet: (value) => Object.entries(value).map(([key, item]) => ({ key, value: item })),
  getKey: (value) => value["key"],
  getValue: (value) => value["value"],
  toString: (value: Entries) => printed(value),
};

const ofOthers: Methods<unknown> = {
  toString: (value: unknown) => printed(value),
  equals: (value, [other]) => value === other,
  intValue: (value) => Math.trunc(number(value)),
  longValue: (value) => Math.trunc(number(value)),
  doubleValue: (value) => number(value),
};

export const own = (value: object, key: string): unknown =>
  Object.hasOwn(value, key) ? (value as Entries)[key] : undefined;

/** Calls what a template calls. Objects of our own bring functions of their own. */
export function callMethod(value: unknown, name: string, values: readonly unknown[]): unknown {
  const method = methodOf(value, name);
  if (method === undefined) throw new VelocityError(`There is no method ${name}`);
  return method(...values);
}

function methodOf(value: unknown, name: string): ((...values: unknown[]) => unknown) | undefined {
  if (typeof value === "object" && value !== null) {
    const given = own(value, name);
    if (typeof given === "function") return given as (...values: unknown[]) => unknown;
  }
  const method = Object.hasOwn(tableOf(value), name) ? tableOf(value)[name] : undefined;
  return method === undefined ? undefined : (...values) => method(value, values);
}

function tableOf(value: unknown): Methods<unknown> {
  if (typeof value === "string") return ofTexts as Methods<unknown>;
  if (Array.isArray(value)) return ofLists as Methods<unknown>;
  return typeof value === "object" && value !== null ? (ofMaps as Methods<unknown>) : ofOthers;
}

/** As Java prints values: maps as `{a=1, b=2}`, lists as `[1, 2]`. */
export function printed(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(printed).join(", ")}]`;
  if (typeof value !== "object" || value === null) return String(value ?? "");
  const given = own(value, "toString");
  if (typeof given === "function") return String(given());
  return `{${Object.entries(value)
    .map(([key, item]) => `${key}=${item === null ? "null" : printed(item)}`)
    .join(", ")}}`;
}
