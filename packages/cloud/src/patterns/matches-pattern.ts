import { matchesRule } from "./matches-rule.ts";
import type { Facts, Pattern } from "./pattern.ts";

/**
 * Whether facts match a pattern: every field by one of its rules, and of `$or` one alternative. A list of values matches when
 * one of them does; a list of objects when one of them matches all that stands below it.
 * https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-create-pattern-operators.html
 */
export function matchesPattern(pattern: Pattern, facts: Facts): boolean {
  return Object.entries(pattern).every(([name, wanted]) => {
    if (name === "$or" && Array.isArray(wanted) && wanted.every(isPattern)) {
      return wanted.some((alternative) => matchesPattern(alternative, facts));
    }
    const found = Object.hasOwn(facts, name) ? facts[name] : undefined;
    return Array.isArray(wanted) ? matchesField(wanted, found) : matchesBelow(wanted as Pattern, found);
  });
}

function matchesBelow(pattern: Pattern, found: unknown): boolean {
  if (Array.isArray(found)) return found.some((one) => matchesBelow(pattern, one));
  return matchesPattern(pattern, isPattern(found) ? found : {});
}

/** Objects are no values: nothing but what lies below them can be asked for. */
function matchesField(rules: readonly unknown[], found: unknown): boolean {
  const values = (Array.isArray(found) ? found.flat() : [found]).filter(
    (value) => value !== undefined && !isPattern(value),
  );
  return rules.some((rule) => matchesRule(rule, values));
}

const isPattern = (value: unknown): value is Pattern =>
  typeof value === "object" && value !== null && !Array.isArray(value);
