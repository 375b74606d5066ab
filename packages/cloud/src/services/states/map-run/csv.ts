import type { Json } from "../json.ts";
import { lines } from "./lines.ts";

const delimiters: Readonly<Record<string, string>> = { COMMA: ",", PIPE: "|", SEMICOLON: ";", SPACE: " ", TAB: "\t" };

export const delimiterOf = (name: Json | undefined): string =>
  delimiters[typeof name === "string" ? name : "COMMA"] ?? ",";

/** Rows of a CSV file: fields may stand in quotes, and have ends of lines in them. */
export async function* csvRows(body: AsyncIterable<Uint8Array>, delimiter: string): AsyncGenerator<string[]> {
  let open: string | undefined;
  let isFirst = true;
  for await (const line of lines(body)) {
    const text = isFirst ? line.replace(/^\uFEFF/, "") : line;
    isFirst = false;
    const whole: string = open === undefined ? text : `${open}\n${text}`;
    if (isUnbalanced(whole)) {
      open = whole;
      continue;
    }
    open = undefined;
    if (whole !== "") yield fieldsOf(whole, delimiter);
  }
  if (open !== undefined) yield fieldsOf(open, delimiter);
}

/** A quote that is open goes on in the next line. */
function isUnbalanced(text: string): boolean {
  let quotes = 0;
  for (let at = text.indexOf('"'); at >= 0; at = text.indexOf('"', at + 1)) quotes++;
  return quotes % 2 === 1;
}

function fieldsOf(row: string, delimiter: string): string[] {
  if (!row.includes('"')) return row.split(delimiter);
  const fields: string[] = [];
  let field = "";
  let isQuoted = false;
  for (let at = 0; at < row.length; at++) {
    const character = row[at] ?? "";
    if (isQuoted && character === '"' && row[at + 1] === '"') {
      field += '"';
      at++;
    } else if (character === '"') isQuoted = !isQuoted;
    else if (character === delimiter && !isQuoted) {
      fields.push(field);
      field = "";
    } else field += character;
  }
  return [...fields, field];
}
