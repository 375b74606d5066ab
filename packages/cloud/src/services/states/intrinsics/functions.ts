import { createHash } from "node:crypto";
import type { Ids } from "@millrace/core";
import { isArray, isEqual, isObject, type Json, toText } from "../json.ts";
import { IntrinsicFailure } from "./intrinsic.ts";

type Intrinsic = (args: readonly Json[], ids: Ids) => Json;

/** https://docs.aws.amazon.com/step-functions/latest/dg/intrinsic-functions.html: limits of arrays and texts */
const itemsMax = 1_000;
const charactersMax = 10_000;

const functions: Readonly<Record<string, Intrinsic>> = {
  "States.Array": (args) => [...args],
  "States.ArrayPartition": ([list, size]) => partition(arrayOf(list), positive(size)),
  "States.ArrayContains": ([list, wanted]) => arrayOf(list).some((item) => isEqual(item, wanted ?? null)),
  "States.ArrayRange": ([first, last, by]) => range(wholeOf(first), wholeOf(last), wholeOf(by)),
  "States.ArrayGetItem": ([list, index]) => itemAt(arrayOf(list), wholeOf(index)),
  "States.ArrayLength": ([list]) => arrayOf(list).length,
  "States.ArrayUnique": ([list]) => unique(arrayOf(list)),
  "States.Base64Encode": ([text]) => Buffer.from(shortText(text)).toString("base64"),
  "States.Base64Decode": ([text]) => Buffer.from(shortText(text), "base64").toString("utf8"),
  "States.Hash": ([data, algorithm]) => hash(data ?? null, textOf(algorithm)),
  "States.JsonMerge": ([one, other, isDeep]) => merge(one, other, isDeep),
  "States.StringToJson": ([text]) => parse(textOf(text)),
  "States.JsonToString": ([value]) => toText(value ?? null),
  "States.MathRandom": ([first, last, seed], ids) => random(wholeOf(first), wholeOf(last), seed, ids),
  "States.MathAdd": ([one, other]) => Math.round(numberOf(one)) + Math.round(numberOf(other)),
  "States.StringSplit": ([text, delimiters]) => split(textOf(text), textOf(delimiters)),
  "States.UUID": (_, ids) => ids.uuid(),
  "States.Format": ([template, ...values]) => format(textOf(template), values),
};

export const intrinsicNames: ReadonlySet<string> = new Set(Object.keys(functions));

/** Throws IntrinsicFailure. */
export function callIntrinsic(name: string, args: readonly Json[], ids: Ids): Json {
  const run = functions[name];
  if (run === undefined) throw new IntrinsicFailure(`There is no function ${name}`);
  return run(args, ids);
}

export function partition(list: readonly Json[], size: number): Json {
  return Array.from({ length: Math.ceil(list.length / size) }, (_, at) => list.slice(at * size, (at + 1) * size));
}

export function range(first: number, last: number, by: number): readonly Json[] {
  if (by === 0) throw new IntrinsicFailure("The step of a range cannot be 0");
  const length = Math.max(0, Math.floor((last - first) / by) + 1);
  if (length > itemsMax) throw new IntrinsicFailure(`A range cannot have more than ${itemsMax} items`);
  return Array.from({ length }, (_, at) => first + at * by);
}

function itemAt(list: readonly Json[], index: number): Json {
  const item = index < 0 ? undefined : list[index];
  if (item === undefined) throw new IntrinsicFailure(`The index ${index} is out of bounds`);
  return item;
}

const unique = (list: readonly Json[]): Json =>
  list.filter((item, at) => list.findIndex((other) => isEqual(item, other)) === at);

const algorithms: Readonly<Record<string, string>> = {
  MD5: "md5",
  "SHA-1": "sha1",
  "SHA-256": "sha256",
  "SHA-384": "sha384",
  "SHA-512": "sha512",
};

export function hash(data: Json, algorithm: string): string {
  const name = algorithms[algorithm];
  if (name === undefined) throw new IntrinsicFailure(`Unsupported hash algorithm: ${algorithm}`);
  const text = typeof data === "string" ? data : toText(data);
  return createHash(name).update(shortText(text)).digest("hex");
}

function merge(one: Json | undefined, other: Json | undefined, isDeep: Json | undefined): Json {
  if (isDeep !== false) throw new IntrinsicFailure("Only the shallow merging mode is supported: give false");
  if (!isObject(one) || !isObject(other)) throw new IntrinsicFailure("Both arguments must be JSON objects");
  return { ...one, ...other };
}

export function parse(text: string): Json {
  try {
    return JSON.parse(text) as Json;
  } catch {
    throw new IntrinsicFailure(`The text is no valid JSON: ${text.slice(0, 100)}`);
  }
}

/** Whole numbers from `first` on, before `last`. A seed makes the same number every time. */
function random(first: number, last: number, seed: Json | undefined, ids: Ids): number {
  if (last <= first) throw new IntrinsicFailure("The end of the range must be greater than its start");
  const bytes =
    seed === undefined
      ? ids.bytes(6)
      : createHash("sha256")
          .update(String(wholeOf(seed)))
          .digest()
          .subarray(0, 6);
  return first + (bytes.readUIntBE(0, 6) % (last - first));
}

/** Any character of `delimiters` ends a part; empty parts fall away. */
function split(text: string, delimiters: string): Json {
  const ends = new Set(delimiters);
  const parts: string[] = [""];
  for (const character of text) {
    if (ends.has(character)) parts.push("");
    else parts.push((parts.pop() ?? "") + character);
  }
  return parts.filter((part) => part !== "");
}

function format(template: string, values: readonly Json[]): string {
  let next = 0;
  const text = template.replaceAll(/\\([{}])|\{\}/g, (_, escaped: string | undefined) => {
    if (escaped !== undefined) return escaped;
    const value = values[next++];
    if (value === undefined) throw new IntrinsicFailure("There are fewer arguments than places for them");
    return shown(value);
  });
  if (next < values.length) throw new IntrinsicFailure("There are more arguments than places for them");
  return text;
}

/** As Java prints values: observed of objects that are formatted. */
function shown(value: Json): string {
  if (typeof value === "string") return value;
  if (isArray(value)) return `[${value.map(shown).join(", ")}]`;
  if (!isObject(value)) return toText(value);
  return `{${Object.entries(value)
    .map(([name, member]) => `${name}=${shown(member)}`)
    .join(", ")}}`;
}

function arrayOf(value: Json | undefined): readonly Json[] {
  if (!isArray(value)) throw new IntrinsicFailure("An argument is not an array");
  return value;
}

function textOf(value: Json | undefined): string {
  if (typeof value !== "string") throw new IntrinsicFailure("An argument is not a string");
  return value;
}

function shortText(value: Json | undefined): string {
  const text = textOf(value);
  if (text.length > charactersMax) throw new IntrinsicFailure(`A string is longer than ${charactersMax} characters`);
  return text;
}

function numberOf(value: Json | undefined): number {
  if (typeof value !== "number") throw new IntrinsicFailure("An argument is not a number");
  return value;
}

const wholeOf = (value: Json | undefined): number => Math.round(numberOf(value));

function positive(value: Json | undefined): number {
  const size = wholeOf(value);
  if (size <= 0) throw new IntrinsicFailure("An argument is not a positive number");
  return size;
}
