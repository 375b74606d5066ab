import { PatternError, regularExpression } from "./pattern-error.ts";

/** Compares a value of a message with what a pattern says of it. */
export type Compare = (value: unknown) => boolean;

/** `right` as it stands in the pattern: a number, a quoted text, a bare one with `*`, or a %regular expression%. */
export function comparison(operator: string, right: string): Compare {
  if (operator === "=" || operator === "!=") {
    const isEqual = equality(right);
    return operator === "=" ? isEqual : (value) => value !== undefined && !isEqual(value);
  }
  const limit = Number(right);
  if (right === "" || Number.isNaN(limit)) throw new PatternError(`${right} is no number`);
  const holds = orders[operator];
  if (holds === undefined) throw new PatternError(`${operator} is no operator`);
  return (value) => {
    const number = typeof value === "string" && value.trim() !== "" ? Number(value) : value;
    return typeof number === "number" && holds(number, limit);
  };
}

const orders: Readonly<Record<string, (value: number, limit: number) => boolean>> = {
  "<": (value, limit) => value < limit,
  ">": (value, limit) => value > limit,
  "<=": (value, limit) => value <= limit,
  ">=": (value, limit) => value >= limit,
};

function equality(right: string): Compare {
  if (/^%.*%$/s.test(right)) {
    const expression = regularExpression(right.slice(1, -1));
    return (value) => isPlain(value) && expression.test(String(value));
  }
  const text = /^".*"$/s.test(right) ? right.slice(1, -1).replace(/\\(.)/g, "$1") : right;
  if (text.includes("*")) {
    const wild = new RegExp(`^${text.split("*").map(escaped).join(".*")}$`, "s");
    return (value) => isPlain(value) && wild.test(String(value));
  }
  const number = /^".*"$/s.test(right) || text === "" ? Number.NaN : Number(text);
  return (value) => isPlain(value) && (String(value) === text || (!Number.isNaN(number) && numberOf(value) === number));
}

const isPlain = (value: unknown): boolean => typeof value === "string" || typeof value === "number";

const numberOf = (value: unknown): number => (value === "" ? Number.NaN : Number(value));

const escaped = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
