import { isArray, isObject, type Json } from "../../../sdk-calls/json.ts";
import { validation } from "../errors.ts";
import type { Stack } from "../model.ts";
import { PlainFailure } from "./failure-reason.ts";

interface Asked {
  readonly logicalId: string;
  readonly type: string;
  readonly action: "Update:Modify" | "Update:Replace" | "Update:Delete";
}

/**
 * Throws unless the stack's policy lets an update do this. A stack without a policy lets it do everything.
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/protect-stack-resources.html
 */
export function checkStackPolicy({ policy }: Stack, asked: Asked): void {
  const body = policy === undefined ? undefined : (JSON.parse(policy) as Json);
  const statements = isObject(body) ? listOf(body["Statement"]) : [];
  if (statements.length === 0) return;
  const effects = statements.map((statement) => effectOf(statement, asked));
  const denial = effects.indexOf("Deny");
  if (denial >= 0) {
    throw new PlainFailure(
      `Action denied by stack policy: Statement [#${denial + 1}] does not allow [${asked.action}] for resource [${asked.logicalId}]`,
    );
  }
  if (!effects.includes("Allow")) {
    throw new PlainFailure(
      `Action not allowed by stack policy: Statement [] does not allow [${asked.action}] for resource [${asked.logicalId}]`,
    );
  }
}

/** Throws ValidationError for what is no policy. */
export function readStackPolicy(text: string): string {
  try {
    const body = JSON.parse(text) as Json;
    if (isObject(body)) return text;
  } catch {
    // Said below.
  }
  throw validation("Error validating stack policy: Invalid stack policy");
}

const listOf = (value: Json | undefined): readonly Json[] =>
  value === undefined ? [] : isArray(value) ? value : [value];

function effectOf(statement: Json, { logicalId, type, action }: Asked): Json | undefined {
  if (!isObject(statement)) return undefined;
  const matches = (pattern: Json, value: string): boolean => typeof pattern === "string" && wildcard(pattern, value);
  const isAction = choose(statement, "Action", (pattern) => matches(pattern, action));
  const isResource = choose(statement, "Resource", (pattern) => matches(pattern, `LogicalResourceId/${logicalId}`));
  return isAction && isResource && meets(statement["Condition"], type) ? statement["Effect"] : undefined;
}

/** By the member, or by all that its `Not` does not name. */
function choose(statement: { readonly [name: string]: Json }, name: string, test: (pattern: Json) => boolean): boolean {
  const not = statement[`Not${name}`];
  return not === undefined ? listOf(statement[name]).some(test) : !listOf(not).some(test);
}

function meets(condition: Json | undefined, type: string): boolean {
  if (!isObject(condition)) return true;
  return Object.entries(condition).every(([operator, keys]) => {
    const wanted = isObject(keys) ? listOf(keys["ResourceType"]) : [];
    return wanted.some((pattern) =>
      operator === "StringLike" ? typeof pattern === "string" && wildcard(pattern, type) : pattern === type,
    );
  });
}

const wildcard = (pattern: string, value: string): boolean =>
  new RegExp(
    `^${pattern
      .replace(/[.+^${}()|[\]\\]/g, "\\$&")
      .replaceAll("*", ".*")
      .replaceAll("?", ".")}$`,
  ).test(value);
