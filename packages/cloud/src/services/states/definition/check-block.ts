import { isArray, isObject, type Json, type JsonObject } from "../json.ts";
import { checkState } from "./check-state.ts";
import type { Checking } from "./checking.ts";
import type { Findings } from "./diagnostic.ts";

const nameCharactersMax = 80;

/** States and StartAt of a machine, a branch or an item processor, and everything in them. */
export function checkBlock(block: JsonObject, location: string, checking: Checking): void {
  const { findings } = checking;
  const { States: states, StartAt: startAt } = block;
  const missing = ["States", "StartAt"].filter((name) => block[name] === undefined);
  if (missing.length > 0) findings.schema(location || "/", `These fields are required: [${missing.join(", ")}]`);
  if (!isObject(states)) {
    if (states !== undefined) findings.schema(`${location}/States`, "Expected value of type Object");
    return;
  }
  if (Object.keys(states).length === 0) findings.schema(`${location}/States`, "Value cannot be empty");
  for (const [name, state] of Object.entries(states)) checkOne(name, state, location, checking);
  if (startAt !== undefined) checkFlow(states, startAt, location, findings);
}

function checkOne(name: string, state: Json, location: string, checking: Checking): void {
  const at = `${location}/States/${name}`;
  if (name.length > nameCharactersMax)
    checking.findings.schema(at, `State name cannot exceed ${nameCharactersMax} characters`);
  if (checking.names.has(name)) checking.findings.add("DUPLICATE_STATE_NAME", at, `Duplicate State name: ${name}`);
  checking.names.add(name);
  if (!isObject(state)) return checking.findings.schema(at, "Expected value of type Object");
  checkState(state, at, checking);
  for (const [inner, innerAt] of innerBlocks(state, at)) checkBlock(inner, innerAt, checking);
}

function innerBlocks(state: JsonObject, at: string): readonly (readonly [JsonObject, string])[] {
  const { Branches: branches, Type: type } = state;
  if (type === "Parallel" && isArray(branches)) {
    return branches.flatMap((branch, index) =>
      isObject(branch) ? [[branch, `${at}/Branches[${index}]`] as const] : [],
    );
  }
  const field = state["ItemProcessor"] === undefined ? "Iterator" : "ItemProcessor";
  const processor = state[field];
  return type === "Map" && isObject(processor) ? [[processor, `${at}/${field}`]] : [];
}

/** Every target must be there, and every state must be reachable. */
function checkFlow(states: JsonObject, startAt: Json, location: string, findings: Findings): void {
  if (typeof startAt !== "string") return findings.schema(`${location}/StartAt`, "Expected value of type String");
  if (!Object.hasOwn(states, startAt)) {
    return findings.add("MISSING_TRANSITION_TARGET", `${location}/StartAt`, `Missing 'Next' target: ${startAt}`);
  }
  const reached = new Set([startAt]);
  for (const name of reached) {
    const state = states[name];
    if (!isObject(state)) continue;
    for (const [target, at] of targetsOf(state, `${location}/States/${name}`)) {
      if (Object.hasOwn(states, target)) reached.add(target);
      else findings.add("MISSING_TRANSITION_TARGET", at, `Missing 'Next' target: ${target}`);
    }
  }
  for (const name of Object.keys(states)) {
    if (!reached.has(name)) {
      findings.add("MISSING_TRANSITION_TARGET", `${location}/States/${name}`, `State "${name}" is not reachable.`);
    }
  }
}

function targetsOf(state: JsonObject, at: string): readonly (readonly [string, string])[] {
  const targets: (readonly [string, string])[] = [];
  const add = (target: Json | undefined, where: string): void => {
    if (typeof target === "string") targets.push([target, where]);
  };
  if (state["Type"] !== "Choice") add(state["Next"], `${at}/Next`);
  add(state["Default"], `${at}/Default`);
  for (const field of ["Choices", "Catch"]) {
    const list = state[field];
    if (!isArray(list)) continue;
    for (const [index, item] of list.entries()) if (isObject(item)) add(item["Next"], `${at}/${field}[${index}]/Next`);
  }
  return targets;
}
