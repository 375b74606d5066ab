import { BlockList } from "node:net";
import { type Context, expandVariables, matchesArn, matchesWildcard, plainText } from "./match.ts";
import type { Condition } from "./policy.ts";

type Test = (value: string, wanted: string) => boolean;

interface Operator {
  readonly test: Test;
  readonly negated: boolean;
}

const numeric = (compare: (a: number, b: number) => boolean): Test => {
  const read = (text: string) => (text.trim() === "" ? Number.NaN : Number(text));
  return (value, wanted) => compare(read(value), read(wanted));
};

const dated = (compare: (a: number, b: number) => boolean): Test => {
  const read = (text: string) => (/^-?\d+(\.\d+)?$/.test(text) ? Number(text) * 1000 : Date.parse(text));
  return (value, wanted) => compare(read(value), read(wanted));
};

const same: Test = (value, wanted) => value === plainText(wanted);
const sameIgnoringCase: Test = (value, wanted) => value.toLowerCase() === plainText(wanted).toLowerCase();
const like: Test = (value, wanted) => matchesWildcard(wanted, value);
const arn: Test = (value, wanted) => matchesArn(wanted, value);

const comparisons = {
  Equals: (a: number, b: number) => a === b,
  LessThan: (a: number, b: number) => a < b,
  LessThanEquals: (a: number, b: number) => a <= b,
  GreaterThan: (a: number, b: number) => a > b,
  GreaterThanEquals: (a: number, b: number) => a >= b,
};

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html */
const operators = new Map<string, Operator>();
const define = (name: string, test: Test, negated = false): void => {
  operators.set(name.toLowerCase(), { test, negated });
};
const definePair = (name: string, opposite: string, test: Test): void => {
  define(name, test);
  define(opposite, test, true);
};
definePair("StringEquals", "StringNotEquals", same);
definePair("StringEqualsIgnoreCase", "StringNotEqualsIgnoreCase", sameIgnoringCase);
definePair("StringLike", "StringNotLike", like);
definePair("ArnEquals", "ArnNotEquals", arn);
definePair("ArnLike", "ArnNotLike", arn);
definePair("IpAddress", "NotIpAddress", (value, wanted) => isInside(value, wanted));
define("Bool", sameIgnoringCase);
define("BinaryEquals", same);
for (const [name, compare] of Object.entries(comparisons)) {
  define(`Numeric${name}`, numeric(compare));
  define(`Date${name}`, dated(compare));
}
define("NumericNotEquals", numeric(comparisons.Equals), true);
define("DateNotEquals", dated(comparisons.Equals), true);

/** Whether every condition holds; conditions are joined by AND, the values of one by OR. */
export const conditionsHold = (
  conditions: readonly Condition[],
  version: string | undefined,
  context: Context,
): boolean => conditions.every((condition) => holds(condition, version, context));

function holds({ operator, key, values }: Condition, version: string | undefined, context: Context): boolean {
  const { quantifier, name, ifExists } = readOperator(operator);
  const have = context.get(key.toLowerCase());
  if (name === "null") return values.some((value) => (value.toLowerCase() === "true") === (have === undefined));
  const found = operators.get(name);
  if (found === undefined) return false;
  if (have === undefined || (quantifier !== "" && have.length === 0)) {
    return ifExists || quantifier === "forallvalues" || (quantifier === "" && found.negated);
  }
  const wanted = values.flatMap((value) => expandVariables(value, version, context) ?? []);
  const one = (value: string): boolean => wanted.some((want) => found.test(value, want)) !== found.negated;
  if (quantifier === "forallvalues") return have.every(one);
  if (quantifier === "foranyvalue") return have.some(one);
  return have.length === 1 && one(have[0] ?? "");
}

function readOperator(text: string): { quantifier: string; name: string; ifExists: boolean } {
  const [, quantifier = "", full = ""] = /^(?:(forallvalues|foranyvalue):)?(.+)$/.exec(text.toLowerCase()) ?? [];
  const ifExists = full.endsWith("ifexists");
  return { quantifier, name: ifExists ? full.slice(0, -"ifexists".length) : full, ifExists };
}

function isInside(address: string, range: string): boolean {
  const [network = "", length] = range.split("/");
  const type = network.includes(":") ? "ipv6" : "ipv4";
  try {
    const list = new BlockList();
    list.addSubnet(network, length === undefined ? (type === "ipv6" ? 128 : 32) : Number(length), type);
    return list.check(address, address.includes(":") ? "ipv6" : "ipv4");
  } catch {
    return false;
  }
}
