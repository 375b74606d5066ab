const comparisons: Readonly<Record<string, (value: number, bound: number) => boolean>> = {
  "=": (value, bound) => value === bound,
  "<": (value, bound) => value < bound,
  "<=": (value, bound) => value <= bound,
  ">": (value, bound) => value > bound,
  ">=": (value, bound) => value >= bound,
};

export const isComparison = (operator: unknown): boolean =>
  typeof operator === "string" && Object.hasOwn(comparisons, operator);

/** Whether a number is as `[">=", 0, "<", 10]` wants it. */
export function isAsNumeric(value: number, condition: readonly unknown[]): boolean {
  for (let at = 0; at < condition.length; at += 2) {
    const compare = comparisons[String(condition[at])];
    if (compare === undefined || !compare(value, Number(condition[at + 1]))) return false;
  }
  return true;
}
