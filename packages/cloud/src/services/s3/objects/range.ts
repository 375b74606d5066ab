import type { ByteRange } from "../bodies.ts";
import { invalidPartNumber, invalidRange, invalidRequest } from "../errors.ts";
import type { StoredObject } from "../model.ts";

/** The bytes that a request wants, and whether they are a part of the object. */
export interface WantedRange extends ByteRange {
  readonly isPartial: boolean;
}

/**
 * The bytes for a Range header or a part number. A header that cannot be understood is ignored, as RFC 9110 says.
 * Throws InvalidRange and InvalidPartNumber.
 */
export function wantedRange(
  object: StoredObject,
  range: string | undefined,
  partNumber: number | undefined,
): WantedRange {
  if (partNumber !== undefined) {
    if (range !== undefined) throw invalidRequest("Cannot specify both Range header and partNumber query parameter");
    return partRange(object, partNumber);
  }
  const whole = { start: 0, end: object.bytes - 1, isPartial: false };
  const [, first = "", last = ""] = /^bytes=(\d*)-(\d*)$/.exec(range?.trim() ?? "") ?? [];
  if (range === undefined || (first === "" && last === "")) return whole;
  if (first === "") return suffixRange(object, range, Number(last));
  const [start, end] = [Number(first), last === "" ? object.bytes - 1 : Number(last)];
  if (last !== "" && end < start) return whole;
  if (start >= object.bytes) throw invalidRange(range, object.bytes);
  return { start, end: Math.min(end, object.bytes - 1), isPartial: true };
}

function suffixRange(object: StoredObject, range: string, bytes: number): WantedRange {
  if (bytes === 0 || object.bytes === 0) throw invalidRange(range, object.bytes);
  return { start: Math.max(object.bytes - bytes, 0), end: object.bytes - 1, isPartial: true };
}

function partRange({ bytes, parts }: StoredObject, number: number): WantedRange {
  if (parts === undefined) {
    if (number !== 1) throw invalidPartNumber(number, 1);
    return { start: 0, end: bytes - 1, isPartial: true };
  }
  let start = 0;
  for (const [index, part] of parts.entries()) {
    if (index + 1 === number) return { start, end: start + part.bytes - 1, isPartial: true };
    start += part.bytes;
  }
  throw invalidPartNumber(number, parts.length);
}
