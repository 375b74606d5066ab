import { isInRange } from "./address-range.ts";
import { isAsNumeric } from "./numeric.ts";
import { matchesText } from "./wildcard.ts";

/** Whether one of the values of a field satisfies a rule; a field that is not there has none. */
export function matchesRule(rule: unknown, values: readonly unknown[]): boolean {
  if (typeof rule !== "object" || rule === null) return values.some((value) => value === rule);
  const [operator = "", operand] = Object.entries(rule)[0] ?? [];
  if (operator === "exists") return values.length > 0 === operand;
  const test = operators[operator];
  return test !== undefined && values.some((value) => test(value, operand));
}

type Test = (value: unknown, operand: unknown) => boolean;

const isEqualIgnoringCase: Test = (value, operand) =>
  typeof value === "string" && typeof operand === "string" && value.toLowerCase() === operand.toLowerCase();

/** A text, or `{ "equals-ignore-case": text }`. */
const atOneEnd =
  (isAt: (value: string, text: string) => boolean): Test =>
  (value, operand) => {
    if (typeof value !== "string") return false;
    if (typeof operand === "string") return isAt(value, operand);
    const text = (operand as { readonly "equals-ignore-case"?: string } | null)?.["equals-ignore-case"];
    return text !== undefined && isAt(value.toLowerCase(), text.toLowerCase());
  };

const operators: Readonly<Record<string, Test>> = {
  prefix: atOneEnd((value, text) => value.startsWith(text)),
  suffix: atOneEnd((value, text) => value.endsWith(text)),
  "equals-ignore-case": isEqualIgnoringCase,
  wildcard: (value, operand) => typeof value === "string" && matchesText(String(operand), value),
  numeric: (value, operand) => typeof value === "number" && isAsNumeric(value, operand as readonly unknown[]),
  cidr: (value, operand) => typeof value === "string" && isInRange(value, String(operand)),
  "anything-but": isNoneOf,
};

/** A value, a list of them, or a rule on texts with one operand or a list of them. */
function isNoneOf(value: unknown, operand: unknown): boolean {
  if (Array.isArray(operand)) return operand.every((one) => isNoneOf(value, one));
  if (typeof operand !== "object" || operand === null) return value !== operand;
  const [operator = "", texts] = Object.entries(operand)[0] ?? [];
  const test = operators[operator];
  return test !== undefined && (Array.isArray(texts) ? texts : [texts]).every((text) => !test(value, text));
}
