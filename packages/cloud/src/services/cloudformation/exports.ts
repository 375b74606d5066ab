import { isArray, isObject, type Json } from "../../sdk-calls/json.ts";
import { isGone } from "./model.ts";
import type { StackStore } from "./store.ts";
import { evaluate, type Lookups } from "./templates/functions.ts";
import { toText } from "./templates/text.ts";

/** The names of the stacks that import a value. */
export function importersOf(store: StackStore, exportName: string): string[] {
  const importers = [...store.stacks()].filter((stack) => !isGone(stack) && stack.imports.includes(exportName));
  return importers.map(({ name }) => name);
}

/** The names of the exports that a value asks for. */
export function importsIn(value: Json, lookups: Lookups): string[] {
  if (isArray(value)) return value.flatMap((item) => importsIn(item, lookups));
  if (!isObject(value)) return [];
  const choice = value["Fn::If"];
  if (isArray(choice) && typeof choice[0] === "string") {
    return importsIn((lookups.condition(choice[0]) ? choice[1] : choice[2]) ?? "", lookups);
  }
  const name = value["Fn::ImportValue"];
  const own = name === undefined ? [] : [toText(evaluate(name, lookups) ?? "")];
  return [...own, ...Object.values(value).flatMap((member) => importsIn(member, lookups))];
}
