import { isObject, type Json } from "../../../sdk-calls/json.ts";
import { templateError } from "../errors.ts";

export interface FunctionCall {
  /** e.g. `Ref`, `Fn::Sub`. */
  readonly name: string;
  readonly argument: Json;
}

/** A value that is the use of a function: an object with that one member. */
export function functionCall(value: Json): FunctionCall | undefined {
  if (!isObject(value)) return undefined;
  const [entry, ...others] = Object.entries(value);
  if (entry === undefined || others.length > 0) return undefined;
  const [name, argument] = entry;
  return name === "Ref" || (name.startsWith("Fn::") && !name.startsWith("Fn::ForEach"))
    ? { name, argument }
    : undefined;
}

/** A logical id and an attribute, from either way to write `Fn::GetAtt`. */
export function attributeOf(argument: Json): readonly [logicalId: Json, attribute: Json] | undefined {
  if (typeof argument === "string") {
    const dot = argument.indexOf(".");
    return dot < 0 ? undefined : [argument.slice(0, dot), argument.slice(dot + 1)];
  }
  if (!Array.isArray(argument) || argument.length < 2) return undefined;
  const [logicalId, ...rest] = argument as readonly Json[];
  if (logicalId === undefined) return undefined;
  return [logicalId, rest.length === 1 ? (rest[0] ?? "") : rest.map(String).join(".")];
}

/** The text of `Fn::Sub`, and the values it is given for its variables. */
export function substitutionOf(
  argument: Json,
): readonly [text: string, variables: { readonly [name: string]: Json }] | undefined {
  if (typeof argument === "string") return [argument, {}];
  if (!Array.isArray(argument)) return undefined;
  const [text, variables = {}] = argument as readonly Json[];
  return typeof text === "string" && isObject(variables) && argument.length <= 2 ? [text, variables] : undefined;
}

/** `${!Literal}` is no variable. */
export const variablePattern = /\$\{(!?)([^{}]*)\}/g;

/** Throws ValidationError. */
export function checkVariable(name: string): void {
  if (/^[A-Za-z0-9_.:]+$/.test(name)) return;
  throw templateError(
    "variable names in Fn::Sub syntax must contain only alphanumeric characters, underscores, periods, and colons",
  );
}
