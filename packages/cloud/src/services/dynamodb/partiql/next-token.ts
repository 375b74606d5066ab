import { createHash } from "node:crypto";
import { validation } from "../errors.ts";
import type { Position } from "./select.ts";
import type { Select } from "./statement.ts";

/** A token goes on with the statement that it came from, and with no other. */
export const printNextToken = (position: Position, select: Select): string =>
  Buffer.from(JSON.stringify({ ...position, statement: fingerprint(select) })).toString("base64");

export function readNextToken(text: string | undefined, select: Select): Position | undefined {
  if (text === undefined) return undefined;
  try {
    const { partition, key, statement } = JSON.parse(Buffer.from(text, "base64").toString("utf8"));
    if (Number.isInteger(partition) && typeof key === "object" && statement === fingerprint(select)) {
      return { partition, key };
    }
  } catch {
    // What is not a token of ours is refused below.
  }
  throw validation("NextToken does not match request");
}

const fingerprint = (select: Select): string =>
  createHash("sha256").update(JSON.stringify(select)).digest("base64").slice(0, 12);
