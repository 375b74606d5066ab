/** The shape of a text without what it says: letters become x, digits 0, so that a format error can still be recognised. */
export const shapeOf = (text: string): string => text.replace(/\p{L}/gu, "x").replace(/\p{N}/gu, "0");

/** `text` with every occurrence of `values` reduced to its shape, longest first. */
export function hideValues(text: string, values: readonly string[]): string {
  const longestFirst = [...new Set(values)].filter((value) => value !== "").sort((a, b) => b.length - a.length);
  return longestFirst.reduce((hidden, value) => hidden.replaceAll(value, shapeOf(value)), text);
}

/** Every piece of text in a value, numbers included. */
export function leavesOf(value: unknown): readonly string[] {
  if (value === null || value === undefined || typeof value === "boolean") return [];
  if (typeof value === "object") return Object.values(value).flatMap(leavesOf);
  return [String(value)];
}
