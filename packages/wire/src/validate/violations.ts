import { perSchema } from "../schema/per-schema.ts";
import { isStructure, type Member, type Schema } from "../schema/schema.ts";
import { type Rule, rulesOf } from "./rules.ts";

/** One way in which an input breaks the constraints of its model. */
export interface Violation {
  /** The member of the input in or below which it happened, and the path from there on: `tags.1.member.key`. */
  readonly path: string;
  readonly value: unknown;
  readonly rule: string;
}

export const mustNotBeNull = "Member must not be null";

export function violationsOf(schema: Schema, input: unknown): readonly Violation[] {
  const check = checker(schema);
  if (check === unchecked) return none;
  const found: Violation[] = [];
  check(input, "", found);
  return found;
}

const none: readonly Violation[] = [];

type Check = (value: unknown, path: string, found: Violation[]) => void;

const unchecked: Check = () => undefined;

/** What lies within a value. Values kept verbatim are the service's own to check. */
const checker: (schema: Schema) => Check = perSchema<[unknown, string, Violation[]], void>((schema) => {
  if (schema.traits.verbatim === 1) return unchecked;
  if (isStructure(schema)) return structureCheck(schema.members);
  if (schema.kind === "list") return listCheck(schema.item);
  return schema.kind === "map" ? mapCheck(schema.key, schema.value) : unchecked;
});

function structureCheck(members: readonly Member[]): Check {
  const checks = members.map(placedCheck).filter((check) => check !== unchecked);
  if (checks.length === 0) return unchecked;
  return (value, path, found) => {
    for (const check of checks) check(value, path, found);
  };
}

/** Checks one member of the structure it is given. */
function placedCheck(member: Member): Check {
  const inner = checker(member.schema);
  const rules = rulesOf(member);
  const isRequired = member.traits.required === 1;
  if (inner === unchecked && rules.length === 0 && !isRequired) return unchecked;
  const label = member.name.slice(0, 1).toLowerCase() + member.name.slice(1);
  return (value, path, found) => {
    const given = (value as Readonly<Record<string, unknown>>)[member.name];
    const isMissing = given === undefined || given === null;
    if (isMissing && !isRequired) return;
    const place = path === "" ? label : `${path}.${label}`;
    if (isMissing) found.push({ path: place, value: null, rule: mustNotBeNull });
    else {
      checkRules(rules, given, place, found);
      inner(given, place, found);
    }
  };
}

function checkRules(rules: readonly Rule[], value: unknown, path: string, found: Violation[]): void {
  for (const rule of rules) if (rule.isBroken(value)) found.push({ path, value, rule: rule.text });
}

/** Items are counted from one. What their own values must satisfy is reported of the list as a whole, all of it at once. */
function listCheck(item: Member): Check {
  const inner = checker(item.schema);
  const rules = rulesOf(item);
  const together = `Member must satisfy constraint: [${rules.map((rule) => rule.text).join(", ")}]`;
  return (value, path, found) => {
    const items = value as readonly unknown[];
    if (items.some((given) => given !== null && rules.some((rule) => rule.isBroken(given)))) {
      found.push({ path, value, rule: together });
    }
    for (const [index, given] of items.entries()) {
      const place = `${path}.${index + 1}.member`;
      if (given === null) found.push({ path: place, value: null, rule: mustNotBeNull });
      else inner(given, place, found);
    }
  };
}

function mapCheck(key: Member, value: Member): Check {
  const inner = checker(value.schema);
  const keyRules = rulesOf(key);
  const valueRules = rulesOf(value);
  if (inner === unchecked && keyRules.length === 0 && valueRules.length === 0) return unchecked;
  const broken = (rules: readonly Rule[], given: readonly unknown[]): boolean =>
    rules.length > 0 && given.some((one) => one !== null && rules.some((rule) => rule.isBroken(one)));
  return (given, path, found) => {
    const entries = given as Readonly<Record<string, unknown>>;
    if (broken(keyRules, Object.keys(entries))) found.push({ path, value: given, rule: together("keys", keyRules) });
    if (broken(valueRules, Object.values(entries)))
      found.push({ path, value: given, rule: together("value", valueRules) });
    if (inner === unchecked) return;
    for (const name in entries) if (entries[name] !== null) inner(entries[name], `${path}.${name}.member`, found);
  };
}

const together = (what: "keys" | "value", rules: readonly Rule[]): string =>
  `Map ${what} must satisfy constraint: [${rules.map((rule) => rule.text).join(", ")}]`;
