import type { QueryLanguage } from "../definition/definition.ts";
import { type Json, toText } from "../json.ts";
import { fillTyped } from "./evaluate-jsonata.ts";
import { valueAtPath } from "./evaluate-path.ts";
import type { Scope } from "./scope.ts";
import { runtimeError } from "./state-failure.ts";

export interface NumberField {
  readonly name: string;
  readonly value: Json | undefined;
  readonly path: string | undefined;
  readonly kind: "integer" | "float";
}

/** A number that stands in a field, or where its path points, or that its expression makes. Throws StateMistake. */
export async function numberOf(
  language: QueryLanguage,
  scope: Scope,
  { name, value, path, kind }: NumberField,
): Promise<number | undefined> {
  if (path !== undefined) return numberAt(path, `${name}Path`, { scope, kind });
  if (value === undefined || language === "JSONPath") return value === undefined ? undefined : Number(value);
  const from = { states: { input: scope.input }, scope };
  return Number(await fillTyped(value, { expected: "number", location: name }, from));
}

function numberAt(path: string, field: string, { scope, kind }: { scope: Scope; kind: NumberField["kind"] }): number {
  const value = valueAtPath(path, scope);
  // Texts of numbers are taken as numbers.
  const number = typeof value === "string" && value.trim() !== "" ? Number(value) : value;
  const isFine = typeof number === "number" && (kind === "float" ? Number.isFinite(number) : Number.isInteger(number));
  if (isFine) return number;
  const shown = typeof value === "string" ? value : toText(value);
  throw runtimeError(`The ${field} field refers to value "${shown}" which is not a valid ${kind}: ${path}`);
}
