import type { MockInput } from "@aws-sdk/client-sfn";
import type { Schema } from "@millrace/wire";
import { operationOf } from "../../../sdk-calls/sdk-names.ts";
import { invalidDefinition, validation } from "../errors.ts";
import { readResource } from "../integrations/resource.ts";
import { isArray, isObject, type Json } from "../json.ts";
import type { TestedState } from "./tested-state.ts";

/** A mock must fit the state it stands in for. Answers the result that it gives. Throws ValidationException. */
export function readMock({ state }: TestedState, mock: MockInput | undefined): Json | undefined {
  const { Type: type } = state;
  const isGroup = type === "Map" || type === "Parallel";
  if (mock === undefined) {
    if (!isGroup) return undefined;
    throw invalidDefinition(
      "TestState API does not support Map or Parallel states. Supported state types include: [Task, Wait, Pass, Succeed, Fail, Choice]",
    );
  }
  if (!isGroup && type !== "Task") throw validation(`State type '${type}' is not supported when a mock is specified`);
  if ((mock.result === undefined) === (mock.errorOutput === undefined)) {
    throw validation("A test mock should have only one of the following fields: [result, errorOutput].");
  }
  if (mock.result === undefined) return undefined;
  const result = readJson(mock.result);
  if (isGroup) checkGroup({ result, state });
  else checkTask(state.Resource ?? "", result, mock.fieldValidationMode ?? "STRICT");
  return result;
}

function readJson(text: string): Json {
  try {
    return JSON.parse(text) as Json;
  } catch {
    throw validation("Mocked result must be a valid JSON.");
  }
}

function checkGroup({ result, state }: { readonly result: Json; readonly state: TestedState["state"] }): void {
  if (state.Type === "Map" && state.ResultWriter?.Resource !== undefined) return;
  if (!isArray(result)) throw validation("Mocked result must be an array.");
  if (state.Type === "Parallel" && result.length !== state.Branches?.length) {
    throw validation("Mocked result must contain the same number of items as number of Parallel branches.");
  }
}

/** The services whose optimized integrations are named after their models. */
function checkTask(arn: string, result: Json, mode: string): void {
  const resource = readResource(arn);
  if (mode === "NONE" || resource === undefined || !("service" in resource) || resource.pattern !== "request") return;
  const operation = operationOf(resource.service, resource.action);
  if (operation === undefined || operation.output.kind === "unit") return;
  // What a function answers is any JSON where the integration reads it.
  const isLoose = resource.kind === "optimized" && resource.service === "lambda";
  checkValue(result, operation.output, { name: "", isStrict: mode === "STRICT", skipped: isLoose ? "Payload" : "" });
}

interface Place {
  readonly name: string;
  readonly isStrict: boolean;
  readonly skipped: string;
}

const refuse = (reason: string): Error => validation(`Mock result schema validation error: ${reason}`);
const upperFirst = (name: string): string => name.slice(0, 1).toUpperCase() + name.slice(1);

const wanted: Readonly<Record<string, readonly [type: string, text: string]>> = {
  string: ["string", "a string"],
  blob: ["string", "a string"],
  stream: ["string", "a string"],
  timestamp: ["string", "a string"],
  "date-time": ["string", "a string"],
  "http-date": ["string", "a string"],
  "epoch-seconds": ["string", "a string"],
  integer: ["number", "a number"],
  long: ["number", "a number"],
  float: ["number", "a number"],
  number: ["number", "a number"],
  boolean: ["boolean", "a boolean"],
};

function checkValue(value: Json, schema: Schema, place: Place): void {
  if (schema.traits.verbatim === 1) return;
  if (schema.kind === "list") return checkItems(value, schema, place);
  if (schema.kind === "structure" || schema.kind === "union" || schema.kind === "error" || schema.kind === "map") {
    if (!isObject(value)) throw refuse(`Field '${place.name}' must be an object`);
    if (schema.kind !== "map") return checkMembers(value, schema, place);
    for (const item of Object.values(value)) checkValue(item, schema.value.schema, place);
    return;
  }
  const [type, text] = wanted[schema.kind] ?? [];
  if (type !== undefined && typeof value !== type) throw refuse(`Field '${place.name}' must be ${text}`);
}

function checkItems(value: Json, schema: Extract<Schema, { kind: "list" }>, place: Place): void {
  if (!isArray(value)) throw refuse(`Field '${place.name}' must be an array`);
  for (const item of value) checkValue(item, schema.item.schema, place);
}

type Structure = Extract<Schema, { kind: "structure" | "union" | "error" }>;

function checkMembers(value: { readonly [name: string]: Json }, schema: Structure, place: Place): void {
  for (const member of schema.members) {
    const name = upperFirst(member.name);
    if (name === place.skipped) continue;
    const given = value[name];
    if (given === undefined) {
      if (place.isStrict && member.traits.required === 1) throw refuse(`Required field '${name}' is missing`);
      continue;
    }
    checkValue(given, member.schema, { ...place, name });
    checkConstraint(given, name, member.constraint);
  }
}

type Constraint = Structure["members"][number]["constraint"];

function checkConstraint(value: Json, name: string, constraint: Constraint): void {
  const [min, max] = constraint?.range ?? [];
  if (typeof value === "number" && typeof min === "number" && value < min) {
    throw refuse(`Field '${name}' is less than the minimum value`);
  }
  if (typeof value === "number" && typeof max === "number" && value > max) {
    throw refuse(`Field '${name}' exceeds the maximum value`);
  }
  if (typeof value === "string" && constraint?.enum !== undefined && !constraint.enum.includes(value)) {
    throw refuse(`Field '${name}' is not an expected value`);
  }
}
