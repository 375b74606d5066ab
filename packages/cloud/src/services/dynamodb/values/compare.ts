import type { AttributeValue, Item } from "./attribute-value.ts";
import { compareNumbers } from "./number.ts";

/** Whether two checked values are the same: by type, by number, by content; sets whatever their order. */
export function valuesEqual(left: AttributeValue, right: AttributeValue): boolean {
  if (left.S !== undefined) return left.S === right.S;
  if (left.N !== undefined) return left.N === right.N;
  if (left.B !== undefined) return left.B === right.B;
  if (left.BOOL !== undefined) return left.BOOL === right.BOOL;
  if (left.NULL !== undefined) return right.NULL !== undefined;
  if (left.L !== undefined) return right.L !== undefined && listsEqual(left.L, right.L);
  if (left.M !== undefined) return right.M !== undefined && mapsEqual(left.M, right.M);
  return setsEqual(left.SS, right.SS) || setsEqual(left.NS, right.NS) || setsEqual(left.BS, right.BS);
}

/** Negative, zero or positive for two strings, two numbers or two binaries; undefined when they have no order. */
export function compareValues(left: AttributeValue, right: AttributeValue): number | undefined {
  if (left.S !== undefined && right.S !== undefined) return compareText(left.S, right.S);
  if (left.N !== undefined && right.N !== undefined) return compareNumbers(left.N, right.N);
  if (left.B !== undefined && right.B !== undefined) {
    return Buffer.compare(Buffer.from(left.B, "base64"), Buffer.from(right.B, "base64"));
  }
  return undefined;
}

/** Order of the UTF-8 bytes, which is not that of UTF-16 where surrogates are involved. */
export function compareText(left: string, right: string): number {
  const length = Math.min(left.length, right.length);
  for (let at = 0; at < length; at++) {
    const a = left.charCodeAt(at);
    const b = right.charCodeAt(at);
    if (a !== b) return byteRank(a) - byteRank(b);
  }
  return left.length - right.length;
}

/** Surrogates stand for characters above all others. */
const byteRank = (unit: number): number => (unit >= 0xd800 && unit <= 0xdfff ? unit + 0x10000 : unit);

function listsEqual(left: readonly AttributeValue[], right: readonly AttributeValue[]): boolean {
  return (
    left.length === right.length &&
    left.every((value, at) => {
      const other = right[at];
      return other !== undefined && valuesEqual(value, other);
    })
  );
}

function mapsEqual(left: Item, right: Item): boolean {
  const names = Object.keys(left);
  return (
    names.length === Object.keys(right).length &&
    names.every((name) => {
      const value = left[name];
      const other = right[name];
      return value !== undefined && other !== undefined && valuesEqual(value, other);
    })
  );
}

function setsEqual(left: readonly string[] | undefined, right: readonly string[] | undefined): boolean {
  if (left === undefined || right === undefined || left.length !== right.length) return false;
  const members = new Set(left);
  return right.every((member) => members.has(member));
}
