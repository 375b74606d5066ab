import { tupleKey } from "../../kernel/store/keys.ts";
import type { AttributeValue } from "./values/attribute-value.ts";

/** A row of the expiry table begins with the second at which an item expires; the item's key follows. */
export const expiryBytes = 8;

/** The second at which an item with this value of its time-to-live attribute expires; only numbers count. */
export function expirySeconds(value: AttributeValue | undefined): number | undefined {
  if (value?.N === undefined) return undefined;
  const seconds = Math.floor(Number(value.N));
  return Number.isSafeInteger(seconds) && seconds > 0 ? seconds : undefined;
}

/** The time of an expiry row, in milliseconds. */
export function expiryOfRow(row: Buffer): number {
  const bytes = Buffer.from(row.subarray(0, expiryBytes));
  bytes[0] = (bytes[0] ?? 0) ^ 0x80;
  return bytes.readDoubleBE() * 1000;
}

/** Values older than this are taken for mistakes and never expire, as AWS does. */
export const expiryAgeMsMax = 5 * 365 * 24 * 60 * 60 * 1000;

/** The first second that is not too old at `now`. */
export const oldestExpiry = (now: number): Buffer => tupleKey(Math.ceil((now - expiryAgeMsMax) / 1000));
