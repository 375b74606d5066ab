import { dateText } from "./date-text.ts";
import { all, member, textOf, type XmlValue } from "./xml-records.ts";

/** What the cells of all sheets refer to. */
export interface Shared {
  readonly texts: readonly string[];
  readonly isDate: readonly boolean[];
  readonly base: 1900 | 1904;
}

/** The cells of a row by their columns, from 0. @see https://learn.microsoft.com/office/open-xml/spreadsheet/working-with-sheets */
export function rowCells(row: XmlValue, shared: Shared): readonly string[] {
  const texts: string[] = [];
  for (const cell of all(member(row, "c"))) {
    const reference = member(cell, "@r");
    const column = typeof reference === "string" ? columnOf(reference) : texts.length;
    while (texts.length < column) texts.push("");
    texts[column] = cellText(cell, shared);
  }
  return texts;
}

/** Excel's last column is XFD. */
const columnMax = 16_384;

/** `AB7` is in the column 27. */
function columnOf(reference: string): number {
  let column = 0;
  for (const letter of /^[A-Z]{1,3}/.exec(reference)?.[0] ?? "A") column = column * 26 + letter.charCodeAt(0) - 64;
  return Math.min(column, columnMax) - 1;
}

function cellText(cell: XmlValue, { texts, isDate, base }: Shared): string {
  const value = textOf(member(cell, "v"));
  switch (member(cell, "@t")) {
    case "s":
      return texts[Number(value)] ?? "";
    case "inlineStr":
      return richText(member(cell, "is"));
    case "b":
      return value === "1" ? "true" : "false";
    case "str":
    case "e":
    case "d":
      return value;
    default:
      if (value === "") return "";
      return isDate[Number(member(cell, "@s") ?? 0)] === true ? dateText(Number(value), base) : String(Number(value));
  }
}

/** The runs of a text together, without how it is pronounced. */
export const richText = (item: XmlValue): string =>
  [...all(member(item, "t")), ...all(member(item, "r")).map((run) => member(run, "t"))].map(textOf).join("");
