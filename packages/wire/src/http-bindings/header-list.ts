/** The items of a header that lists them, quoted ones included. HTTP dates have one comma of their own. */
export function splitHeaderList(text: string, content: "http-date" | "other"): readonly string[] {
  if (content === "http-date") {
    return (text.match(/[^,]+,[^,]+/g) ?? []).map((date) => date.trim());
  }
  const items: string[] = [];
  for (const [, quoted, plain] of text.matchAll(/\s*(?:"((?:[^"\\]|\\.)*)"|([^,]*))\s*(?:,|$)/g)) {
    if (quoted !== undefined) items.push(quoted.replace(/\\(.)/g, "$1"));
    else if (plain !== undefined && plain.trim() !== "") items.push(plain.trim());
  }
  return items;
}

/** The reverse: items that a comma or quote would divide are quoted. */
export const joinHeaderList = (items: readonly string[]): string =>
  items.map((item) => (/[",]/.test(item) ? `"${item.replace(/["\\]/g, "\\$&")}"` : item)).join(", ");
