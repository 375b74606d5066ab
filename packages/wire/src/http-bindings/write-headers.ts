import { isTimestamp, type Member, type Schema } from "../schema/schema.ts";
import { timestampFormat, writeTimestamp } from "../schema/timestamps.ts";
import { outputBindings } from "./bindings.ts";
import { joinHeaderList } from "./header-list.ts";

/** Puts the members of an output that travel in the head into `headers`; answers the status if one of them is. */
export function writeHeaders(
  schema: Schema,
  output: Readonly<Record<string, unknown>>,
  headers: Record<string, string>,
): number | undefined {
  let status: number | undefined;
  for (const { member, place, name } of outputBindings(schema).all) {
    const value = output[member.name];
    if (value === undefined || value === null) continue;
    if (place === "status") status = Number(value);
    else if (place === "header") headers[name] = headerOf(member, value);
    else if (place === "prefix") {
      for (const [key, text] of Object.entries(value)) headers[name + key.toLowerCase()] = headerSafe(String(text));
    }
  }
  return status;
}

function headerOf(member: Member, value: unknown): string {
  const { schema } = member;
  if (schema.kind === "list") {
    const items = Array.from(value as Iterable<unknown>, (item) => headerText(schema.item.schema, item));
    return isTimestamp(schema.item.schema) ? items.join(", ") : joinHeaderList(items);
  }
  if (schema.kind === "string" && member.traits.mediaType !== undefined) {
    return Buffer.from(String(value), "utf8").toString("base64");
  }
  return headerText(schema, value);
}

function headerText(schema: Schema, value: unknown): string {
  if (!isTimestamp(schema)) return headerSafe(String(value));
  const kind = schema.kind === "date-time" || schema.kind === "epoch-seconds" ? schema.kind : "http-date";
  return String(writeTimestamp(value as Date, timestampFormat(kind, "http-date")));
}

/**
 * Headers are bytes, which Node writes as latin1: other text travels as its UTF-8 bytes, as it came in. Line ends, which would
 * end the header, become spaces.
 */
function headerSafe(text: string): string {
  if (plainText.test(text)) return text;
  return Buffer.from(text.replace(/[\0\r\n]+/g, " "), isLatin1(text) ? "latin1" : "utf8").toString("latin1");
}

const plainText = /^[\t\x20-\x7e]*$/;

const isLatin1 = (text: string): boolean => !/[^\0-\xff]/.test(text);
