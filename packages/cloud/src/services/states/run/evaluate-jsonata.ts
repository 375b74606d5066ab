import { isArray, isObject, type Json, type JsonObject, kindOf, toText } from "../json.ts";
import { evaluate, expressionIn, failureOf } from "../jsonata/expression.ts";
import type { Scope } from "./scope.ts";
import { evaluationError } from "./state-failure.ts";

/** `$states` besides the context: what there is of it depends on the field. */
export interface States {
  readonly input: Json;
  readonly result?: Json;
  readonly errorOutput?: Json;
}

/** What expressions of JSONata see. */
export interface JsonataScope {
  readonly states: States;
  readonly scope: Scope;
}

/** Fills a template of JSONata: every text `{% ... %}` in it becomes its value. Throws StateMistake. */
export async function fillJsonata(template: Json, location: string, from: JsonataScope): Promise<Json> {
  if (typeof template === "string") {
    const expression = expressionIn(template);
    return expression === undefined ? template : valueOfExpression(expression, location, from);
  }
  if (isArray(template)) {
    const items: Json[] = [];
    for (const [at, item] of template.entries()) items.push(await fillJsonata(item, `${location}[${at}]`, from));
    return items;
  }
  if (!isObject(template)) return template;
  const members: Record<string, Json> = {};
  for (const [name, member] of Object.entries(template)) {
    members[name] = await fillJsonata(member, `${location}/${name}`, from);
  }
  return members;
}

async function valueOfExpression(expression: string, location: string, { states, scope }: JsonataScope): Promise<Json> {
  const bindings = { ...scope.variables, states: statesOf(states, scope.context) };
  const about = `The JSONata expression '${expression}' specified for the field '${location}'`;
  let value: Json | undefined;
  try {
    value = await evaluate(expression, bindings, scope.ids);
  } catch (error) {
    const { code, message } = failureOf(error);
    const text = code === "" ? message : `${code}: ${message}`;
    throw evaluationError(`${about} threw an error during evaluation. ${text}`, location);
  }
  if (value === undefined) throw evaluationError(`${about} returned nothing (undefined).`, location);
  return value;
}

function statesOf(states: States, context: JsonObject): Record<string, Json> {
  return {
    input: states.input,
    context,
    ...(states.result === undefined ? {} : { result: states.result }),
    ...(states.errorOutput === undefined ? {} : { errorOutput: states.errorOutput }),
  };
}

export interface FieldOptions {
  /** A template is a constant, or an expression whose value must be of a kind. */
  readonly expected: "array" | "number" | "string" | "boolean" | "object";
  readonly location: string;
}

/** Like fillJsonata for a field that must have one kind of value. Throws StateMistake. */
export async function fillTyped(
  template: Json,
  { expected, location }: FieldOptions,
  from: JsonataScope,
): Promise<Json> {
  const value = await fillJsonata(template, location, from);
  if (kindOf(value) === expected) return value;
  const expression = typeof template === "string" ? (expressionIn(template) ?? template) : toText(template);
  throw evaluationError(
    `The JSONata expression '${expression}' specified for the field '${location}' returned an unexpected result type. Expected '${expected}', but was '${kindOf(value)}' for value: ${toText(value)}`,
    location,
  );
}
