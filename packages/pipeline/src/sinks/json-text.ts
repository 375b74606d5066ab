/** JSON of a row, with integers beyond what a double keeps as numbers with all their digits, for which JSON.stringify has no word. */
export function jsonText(value: unknown): string {
  try {
    return JSON.stringify(value);
  } catch (error) {
    // What JSON.stringify throws at a bigint. Looking for one beforehand would cost every row more than its JSON.
    if (!(error instanceof TypeError)) throw error;
    return exactText(value) ?? "null";
  }
}

/** Undefined for what JSON leaves out. */
function exactText(value: unknown): string | undefined {
  if (typeof value === "bigint") return String(value);
  if (typeof value !== "object" || value === null) return JSON.stringify(value);
  if ("toJSON" in value && typeof value.toJSON === "function") return exactText(value.toJSON());
  if (Array.isArray(value)) return `[${value.map((item) => exactText(item) ?? "null").join(",")}]`;
  const members = Object.entries(value).flatMap(([name, member]) => {
    const text = exactText(member);
    return text === undefined ? [] : [`${JSON.stringify(name)}:${text}`];
  });
  return `{${members.join(",")}}`;
}
