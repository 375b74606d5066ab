import type { Ids } from "@millrace/core";
import jsonata from "jsonata";
import type { Json } from "../json.ts";
import { registerFunctions } from "./functions.ts";

/** https://docs.aws.amazon.com/step-functions/latest/dg/transforming-data.html: what an expression may take, here in real time */
const timeoutMs = 5_000;
const depthMax = 500;
const sequenceMax = 1_000_000;

export interface JsonataFailure {
  readonly code: string;
  readonly message: string;
}

const compiled = new Map<string, jsonata.Expression>();
const compiledMax = 2_000;

const pattern = /^\{%([\s\S]*)%\}$/;

/** What stands between `{%` and `%}`; undefined for a text that is none. */
export const expressionIn = (text: string): string | undefined => pattern.exec(text)?.[1]?.trim();

/** Throws what jsonata throws for a text that is no expression. */
function compile(expression: string, ids: Ids): jsonata.Expression {
  const known = compiled.get(expression);
  if (known !== undefined) return known;
  const made = jsonata(expression, { timeout: timeoutMs, stack: depthMax, sequence: sequenceMax });
  registerFunctions(made, ids);
  if (compiled.size >= compiledMax) compiled.clear();
  compiled.set(expression, made);
  return made;
}

/** The text of what is wrong with an expression; undefined when nothing is. */
export function syntaxErrorOf(expression: string): string | undefined {
  try {
    jsonata(expression);
    return undefined;
  } catch (error) {
    return failureOf(error).message;
  }
}

/** The value of an expression as plain JSON; undefined when it is nothing. Throws what jsonata throws. */
export async function evaluate(
  expression: string,
  bindings: Readonly<Record<string, unknown>>,
  ids: Ids,
): Promise<Json | undefined> {
  const value: unknown = await compile(expression, ids).evaluate(undefined, { ...bindings });
  return plain(value);
}

/** jsonata throws objects that are no errors. */
export function failureOf(error: unknown): JsonataFailure {
  const { code, message } = (error ?? {}) as { readonly code?: unknown; readonly message?: unknown };
  return { code: typeof code === "string" ? code : "", message: typeof message === "string" ? message : String(error) };
}

class NotJson extends Error {}

/** Lists of jsonata carry marks, and members may be nothing: neither is JSON. Throws NotJson for a function. */
function plain(value: unknown): Json | undefined {
  if (value === undefined || value === null) return value as undefined | null;
  if (typeof value === "function") throw new NotJson("function");
  if (Array.isArray(value)) return value.map((item) => plain(item) ?? null);
  if (typeof value === "number") return Number.isFinite(value) ? value : null;
  if (typeof value !== "object") return value as Json;
  if ("_jsonata_lambda" in value || "_jsonata_function" in value) throw new NotJson("function");
  const members: Record<string, Json> = {};
  for (const [name, member] of Object.entries(value)) {
    const kept = plain(member);
    if (kept !== undefined) members[name] = kept;
  }
  return members;
}
