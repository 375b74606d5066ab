import { compiled, type Reader } from "./expression.ts";
import { QueryError, type Row, textOf, type Value } from "./values.ts";

/** `parse @message "user=*, took * ms" as user, took`, or a regular expression with named groups. */
export function readParse(reader: Reader): (row: Row) => Row {
  const first = reader.next;
  const field = first?.kind === "name" ? reader.advance().text : "@message";
  const { kind, text } = reader.advance();
  if (kind !== "text" && kind !== "pattern") throw new QueryError("parse takes a text or a regular expression");
  const expression = kind === "pattern" ? compiled(text.replace(/\(\?P</g, "(?<")) : globbed(text);
  const names = readNames(reader);
  const stars = text.split("*").length - 1;
  if (kind === "text" && names.length !== stars) {
    throw new QueryError(`parse has ${stars} wildcards and ${names.length} names`);
  }
  return (row) => {
    const match = expression.exec(textOf(row.get(field)));
    if (match === null) return row;
    const groups = Object.entries(match.groups ?? {});
    const found: [string, Value][] = names.length > 0 ? names.map((name, index) => [name, match[index + 1]]) : groups;
    return new Map([...row, ...found.filter(([, value]) => value !== undefined)]);
  };
}

function readNames(reader: Reader): string[] {
  const names: string[] = [];
  if (!reader.take("as")) return names;
  do names.push(reader.advance().text);
  while (reader.take(","));
  return names;
}

/** Each star is as short as it can be; what follows the last one is matched to the end. */
function globbed(text: string): RegExp {
  const parts = text.split("*").map((part) => part.replace(/[.+?^${}()|[\]\\]/g, "\\$&").replace(/\s+/g, "\\s+"));
  const last = parts.pop() ?? "";
  const source = parts.map((part) => `${part}(.*?)`).join("");
  return new RegExp(last === "" ? `${source.replace(/\(\.\*\?\)$/, "(.*)")}$` : source + last, "s");
}
