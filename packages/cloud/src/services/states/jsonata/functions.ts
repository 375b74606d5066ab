import { createHash } from "node:crypto";
import type { Ids } from "@millrace/core";
import type jsonata from "jsonata";
import { hash, parse, partition, range } from "../intrinsics/functions.ts";
import type { Json } from "../json.ts";

/** https://docs.aws.amazon.com/step-functions/latest/dg/transforming-data.html: functions that AWS adds, and the one it takes away */
export function registerFunctions(expression: jsonata.Expression, ids: Ids): void {
  const add = (name: string, run: (...args: never[]) => unknown, signature?: string): void =>
    expression.registerFunction(name, run as (...args: unknown[]) => unknown, signature);
  add("partition", (list: readonly Json[], size: number) => partition(list, size), "<a-n:a>");
  add("range", (first: number, last: number, by: number) => sequence(range(first, last, by)), "<nnn:a>");
  add("hash", (text: Json, algorithm: string) => hash(text, algorithm ?? "SHA-256"), "<x-s:s>");
  add("uuid", () => ids.uuid(), "<:s>");
  add("random", (seed?: number) => random(seed, ids), "<n?:n>");
  add("parse", (text: string) => parse(text), "<s-:x>");
  add("eval", () => {
    throw Object.assign(new Error("The function 'eval' is not supported"), { code: "T1005" });
  });
}

function random(seed: number | undefined, ids: Ids): number {
  const bytes = seed === undefined ? ids.bytes(6) : createHash("sha256").update(String(seed)).digest().subarray(0, 6);
  return bytes.readUIntBE(0, 6) / 2 ** 48;
}

/** What jsonata takes for the result of a path: one item alone stands for itself. Observed of $range. */
const sequence = (items: readonly Json[]): readonly Json[] =>
  Object.defineProperty([...items], "sequence", { enumerable: false, value: true });
