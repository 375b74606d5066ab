import { isArray, isObject, type Json, type JsonObject } from "../json.ts";
import { expressionIn } from "../jsonata/expression.ts";
import { isPath } from "../jsonpath/parse-path.ts";
import { parseTimestamp } from "../run/timestamp.ts";
import { checkChoices } from "./check-choices.ts";
import { checkHandlers } from "./check-handlers.ts";
import { checkMap } from "./check-map.ts";
import { checkTask } from "./check-task.ts";
import type { Checking } from "./checking.ts";
import { type QueryLanguage, type StateType, stateTypes } from "./definition.ts";
import { fields } from "./fields.ts";
import { checkExpressions, checkTemplate, isReference } from "./templates.ts";

const jsonPathTemplates = ["Parameters", "ResultSelector", "Assign", "ItemSelector", "Credentials"];
const paths = ["InputPath", "OutputPath", "ItemsPath", "SecondsPath", "TimestampPath", "TimeoutSecondsPath"];
const numbers = [
  "HeartbeatSecondsPath",
  "MaxConcurrencyPath",
  "ToleratedFailureCountPath",
  "ToleratedFailurePercentagePath",
];
const references = ["ErrorPath", "CausePath"];
const ending = new Set<StateType>(["Pass", "Task", "Wait", "Parallel", "Map"]);

/** One state by itself, without the blocks in it. */
export function checkState(state: JsonObject, at: string, checking: Checking): void {
  const { findings } = checking;
  const type = stateTypes.find((name) => name === state["Type"]);
  if (state["Type"] === undefined) return findings.schema(at, "These fields are required: [Type]");
  if (type === undefined) {
    return findings.schema(
      `${at}/Type`,
      `The field 'Type' should have one of these values: [${stateTypes.join(", ")}]`,
    );
  }
  const language = checkLanguage(state, at, checking);
  checkFields(state, { at, type, language }, checking);
  if (ending.has(type)) checkEnding(state, at, checking);
  if (language === "JSONPath") checkPaths(state, at, checking);
  else checkExpressions(withoutInner(state), at, findings);
  checkHandlers(state, at, { language, findings });
  if (type === "Task") checkTask(state, at, checking);
  if (type === "Choice") checkChoices(state, at, { language, findings });
  if (type === "Map") checkMap(state, at, findings);
  if (type === "Wait") checkWait(state, { at, language }, checking);
  if (type === "Parallel") checkBranches(state, at, checking);
}

function checkLanguage(state: JsonObject, at: string, { findings, language }: Checking): QueryLanguage {
  const own = state["QueryLanguage"];
  if (own === undefined) return language;
  if (own === "JSONata") return "JSONata";
  if (own !== "JSONPath") {
    findings.schema(
      `${at}/QueryLanguage`,
      "The field 'QueryLanguage' should have one of these values: [JSONPath, JSONata]",
    );
  } else if (language === "JSONata") {
    findings.schema(at, "'QueryLanguage' can not be 'JSONPath' if set to 'JSONata' for whole state machine");
  }
  return "JSONPath";
}

interface About {
  readonly at: string;
  readonly type: StateType;
  readonly language: QueryLanguage;
}

function checkFields(state: JsonObject, { at, type, language }: About, { findings }: Checking): void {
  const other = language === "JSONPath" ? "JSONata" : "JSONPath";
  const { common, [language]: own, [other]: foreign } = fields[type];
  for (const name of Object.keys(state)) {
    if (common.includes(name) || own.includes(name)) continue;
    if (foreign.includes(name))
      findings.schema(`${at}/${name}`, `Field is not supported when QueryLanguage is ${language}`);
    else findings.schema(`${at}/${name}`, "Field is not supported");
  }
}

function checkEnding(state: JsonObject, at: string, { findings }: Checking): void {
  const { Next: next, End: end } = state;
  if (next === undefined && end !== true) findings.schema(at, "These fields are required: [Next]");
  if (next !== undefined && end === true) findings.schema(at, "Only one of the fields 'Next' and 'End' can be set");
  if (next !== undefined && typeof next !== "string") findings.schema(`${at}/Next`, "Expected value of type String");
}

function checkPaths(state: JsonObject, at: string, { findings }: Checking): void {
  for (const name of jsonPathTemplates) checkTemplate(state[name], `${at}/${name}`, findings);
  for (const name of [...paths, ...numbers]) {
    const path = state[name];
    const isNothing = path === undefined || (path === null && (name === "InputPath" || name === "OutputPath"));
    if (!isNothing && (typeof path !== "string" || !isFine(name, path))) {
      findings.schema(`${at}/${name}`, "Value is not a valid JSONPath");
    }
  }
  for (const name of references) {
    const text = state[name];
    if (text !== undefined && (typeof text !== "string" || !isReference(text))) {
      findings.schema(`${at}/${name}`, "Value is not a valid JSONPath or a valid intrinsic function call");
    }
  }
  checkResultPath(state["ResultPath"], `${at}/ResultPath`, { findings });
}

/** Times are read where a path leads; everywhere else a function may stand for it. */
const isFine = (field: string, text: string): boolean =>
  isPath(text) || (field !== "SecondsPath" && field !== "TimestampPath" && isReference(text));

function checkResultPath(path: Json | undefined, at: string, { findings }: Pick<Checking, "findings">): void {
  if (path === undefined || path === null) return;
  const isFine = typeof path === "string" && isPath(path) && !/\[\s*[*?:]|\.\.|\*/.test(path) && !path.startsWith("$$");
  if (!isFine) findings.schema(at, "Value is not a Reference Path: The Reference Path must be a JSONPath to one node");
}

/** Blocks inside have states of their own, checked as such. */
function withoutInner(state: JsonObject): JsonObject {
  const { Branches: _, ItemProcessor: __, Iterator: ___, Comment: ____, ...rest } = state;
  return rest;
}

const waits = ["Seconds", "SecondsPath", "Timestamp", "TimestampPath"];

function checkWait(state: JsonObject, { at, language }: Omit<About, "type">, { findings }: Checking): void {
  const given = waits.filter((name) => state[name] !== undefined);
  if (given.length !== 1) findings.schema(at, `Exactly one of these fields is required: [${waits.join(", ")}]`);
  const { Timestamp: timestamp, Seconds: seconds } = state;
  const isExpression = (value: Json): boolean =>
    language === "JSONata" && typeof value === "string" && expressionIn(value) !== undefined;
  if (timestamp !== undefined && !isExpression(timestamp)) {
    const isFine = typeof timestamp === "string" && parseTimestamp(timestamp) !== undefined;
    if (!isFine) findings.schema(`${at}/Timestamp`, "String does not match RFC3339 timestamp");
  }
  if (seconds !== undefined && !isExpression(seconds) && (!Number.isInteger(seconds) || Number(seconds) < 0)) {
    findings.schema(`${at}/Seconds`, "Expected value of type Integer, not negative");
  }
}

function checkBranches(state: JsonObject, at: string, { findings }: Checking): void {
  const branches = state["Branches"];
  if (branches === undefined) return findings.schema(at, "These fields are required: [Branches]");
  if (!isArray(branches)) return findings.schema(`${at}/Branches`, "Expected value of type Array");
  if (branches.length === 0) findings.schema(`${at}/Branches`, "Value cannot be empty");
  if (!branches.every(isObject)) findings.schema(`${at}/Branches`, "Expected value of type Object");
}
