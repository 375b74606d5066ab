import { isArray, isObject, type Json } from "../../../sdk-calls/json.ts";
import { formatError, malformedExport } from "../errors.ts";
import { evaluate, type Lookups, unknownValue } from "../templates/functions.ts";
import type { Prepared } from "../templates/prepare.ts";

/** Outputs are texts, and exports have names; what is known only later passes here. */
export function checkOutputs({ outputs }: Prepared, lookups: Lookups): void {
  for (const [key, { value, exportName }] of outputs) {
    checkOutputValue(evaluate(value, lookups));
    if (exportName !== undefined) checkExportName(key, evaluate(exportName, lookups));
  }
}

export function checkOutputValue(value: Json | undefined): void {
  const message = "The Value field of every Outputs member must evaluate to a String";
  if (isArray(value) && value[0] !== unknownValue) throw formatError(`${message} and not a List`);
  if (isObject(value)) throw formatError(`${message}.`);
}

function checkExportName(key: string, name: Json | undefined): void {
  if (typeof name === "string" && (name.includes(unknownValue) || /^[A-Za-z0-9:-]+$/.test(name))) return;
  throw malformedExport(key);
}
