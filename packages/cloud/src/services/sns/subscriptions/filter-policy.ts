import { isRange } from "../../../patterns/address-range.ts";
import { isComparison } from "../../../patterns/numeric.ts";

export type FilterScope = "MessageAttributes" | "MessageBody";

/** https://docs.aws.amazon.com/sns/latest/dg/subscription-filter-policy-constraints.html */
const combinationsMax = 150;
const keysMax = 5;
const policyBytesMax = 256 * 1024;

/** What AWS finds wrong with a filter policy, in its words; undefined when it is fine. */
export function filterPolicyProblem(text: string, scope: FilterScope): string | undefined {
  if (Buffer.byteLength(text) > policyBytesMax) return "Filter policy is too large";
  let policy: unknown;
  try {
    policy = JSON.parse(text);
  } catch {
    return "failed to parse JSON.";
  }
  if (!isObject(policy)) return "failed to parse JSON.";
  try {
    const seen = { keys: 0 };
    const combinations = checkPolicy(policy, { scope, depth: 1, seen });
    if (seen.keys > keysMax) return "Filter policy can not have more than 5 keys";
    return combinations > combinationsMax ? "Filter policy is too complex" : undefined;
  } catch (error) {
    if (error instanceof Problem) return error.message;
    throw error;
  }
}

/** Thrown and caught in here, where it is found deep inside a policy. */
class Problem extends Error {}

interface Place {
  readonly scope: FilterScope;
  readonly depth: number;
  readonly seen: { keys: number };
}

/** Checks all below and answers how many combinations of values there are, each counted as often as it lies deep. */
function checkPolicy(policy: Readonly<Record<string, unknown>>, place: Place): number {
  let combinations = 1;
  for (const [name, value] of Object.entries(policy)) {
    if (name === "$or" && isAlternatives(value)) {
      combinations *= value.reduce((sum: number, one) => sum + checkPolicy(one, place), 0);
    } else if (Array.isArray(value)) {
      place.seen.keys++;
      combinations *= checkRules(value) * place.depth;
    } else if (!isObject(value)) {
      throw new Problem(`"${name}" must be an object or an array`);
    } else {
      if (place.scope === "MessageAttributes") {
        throw new Problem("Filter policy scope MessageAttributes does not support nested filter policy");
      }
      if (Object.keys(value).length === 0) throw new Problem("Empty objects are not allowed");
      combinations *= checkPolicy(value, { ...place, depth: place.depth + 1 });
    }
  }
  return combinations;
}

/** Two or more alternatives, none of them empty; anything else under that name is a field like any other. */
const isAlternatives = (value: unknown): value is Readonly<Record<string, unknown>>[] =>
  Array.isArray(value) && value.length > 1 && value.every((one) => isObject(one) && Object.keys(one).length > 0);

function checkRules(rules: readonly unknown[]): number {
  if (rules.length === 0) throw new Problem("Empty arrays are not allowed");
  for (const rule of rules) {
    if (Array.isArray(rule)) throw new Problem("Match value must be String, number, true, false, or null");
    if (isObject(rule)) checkOperator(rule);
  }
  return rules.length;
}

function checkOperator(rule: Readonly<Record<string, unknown>>): void {
  const [first, ...more] = Object.entries(rule);
  if (first === undefined) throw new Problem("Empty objects are not allowed");
  const [operator, operand] = first;
  const check = checks[operator];
  if (check === undefined) throw new Problem(`Unrecognized match type ${operator}`);
  check(operand);
  if (more.length > 0) throw new Problem("Only one key allowed in match expression");
}

const mustBeText =
  (operator: string) =>
  (operand: unknown): void => {
    if (typeof operand !== "string") throw new Problem(`${operator} match pattern must be a string`);
  };

const mustBeTextOrAnyCase =
  (operator: string) =>
  (operand: unknown): void => {
    const inner = isObject(operand) && Object.keys(operand).length === 1 ? operand["equals-ignore-case"] : operand;
    mustBeText(operator)(inner);
  };

const checks: Readonly<Record<string, (operand: unknown) => void>> = {
  prefix: mustBeTextOrAnyCase("prefix"),
  suffix: mustBeTextOrAnyCase("suffix"),
  "equals-ignore-case": mustBeText("equals-ignore-case"),
  wildcard: checkWildcard,
  exists: (operand) => {
    if (typeof operand !== "boolean") throw new Problem("exists match pattern must be either true or false.");
  },
  cidr: (operand) => {
    mustBeText("cidr")(operand);
    if (!String(operand).includes("/")) throw new Problem("Malformed CIDR, one '/' required");
    if (!isRange(String(operand))) throw new Problem(`Malformed CIDR: ${String(operand)}`);
  },
  numeric: checkNumeric,
  "anything-but": checkAnythingBut,
};

function checkWildcard(operand: unknown): void {
  mustBeText("wildcard")(operand);
  if (/\*\*/.test(String(operand))) throw new Problem("Consecutive wildcard characters at pos 0");
}

/** Observed on AWS: of the operators only `prefix` may stand below it. */
function checkAnythingBut(operand: unknown): void {
  if (isObject(operand)) {
    const [first, ...more] = Object.entries(operand);
    if (first === undefined) throw new Problem("Empty objects are not allowed");
    const [operator, text] = first;
    if (operator !== "prefix") throw new Problem(`Unsupported anything-but pattern: ${operator}`);
    mustBeText("prefix")(text);
    if (more.length > 0) throw new Problem("Only one key allowed in match expression");
    return;
  }
  const values = Array.isArray(operand) ? operand : [operand];
  if (values.length === 0) throw new Problem("Empty arrays are not allowed");
  const kinds = new Set(values.map((value) => typeof value));
  const isFine = kinds.size === 1 && (kinds.has("string") || kinds.has("number"));
  if (!isFine) throw new Problem("Inside anything but list, start|null|boolean is not supported.");
}

function checkNumeric(operand: unknown): void {
  if (!Array.isArray(operand)) throw new Problem("Value of numeric must be an array.");
  if (operand.length === 0) throw new Problem("Invalid member in numeric match: ]");
  const [operator, bound, upper, top, ...more] = operand;
  if (!isComparison(operator)) throw new Problem(`Invalid member in numeric match: ${String(operator)}`);
  mustBeNumber(String(operator), bound);
  if (upper === undefined) return;
  if (!isComparison(upper) || operator === "=" || upper === "=") {
    throw new Problem(
      operator === "=" ? "Too many elements in numeric expression" : `Bad numeric range operator: ${String(upper)}`,
    );
  }
  if (!String(operator).startsWith(">") || !String(upper).startsWith("<")) {
    throw new Problem(`Bad numeric range operator: ${String(upper)}`);
  }
  mustBeNumber(String(upper), top);
  if (more.length > 0) throw new Problem("Too many terms in numeric range expression");
  if (Number(bound) >= Number(top)) throw new Problem("Bottom must be less than top");
}

function mustBeNumber(operator: string, bound: unknown): void {
  if (typeof bound !== "number") throw new Problem(`Value of ${operator} must be numeric`);
}

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null && !Array.isArray(value);
