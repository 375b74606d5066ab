import type { AttributeValue } from "../values/attribute-value.ts";
import { significantDigits } from "../values/number.ts";

/**
 * Binary keys whose byte order is DynamoDB's order: `hash32(partition key) | partition key | sort key`. The hash first
 * scatters partitions as DynamoDB does, so that a segment of a parallel scan is a range. Parts mark their own end, so
 * whatever follows a part orders after it.
 */
const scratch = Buffer.alloc(16 * 1024);
const hashBytes = 4;

/** The beginning that all keys of one partition share. */
export const partitionPrefix = (hash: AttributeValue): Buffer => copyTo(writePartition(hash));

/** `suffix` tells entries of an index apart: it is the key of the item that the entry stands for. */
export function encodeKey(hash: AttributeValue, range: AttributeValue | undefined, suffix?: Uint8Array): Buffer {
  let end = writePartition(hash);
  if (range !== undefined) end = writePart(range, end);
  if (suffix !== undefined) {
    scratch.set(suffix, end);
    end += suffix.length;
  }
  return copyTo(end);
}

/** One part alone, as it stands behind a partition's prefix. */
export const encodePart = (value: AttributeValue): Buffer => copyTo(writePart(value, 0));

/** A part without its end: what all parts that begin with this text or binary have in common. */
export function encodePartPrefix(value: AttributeValue): Buffer {
  const end = writePart(value, 0);
  return copyTo(end - endMarkBytes);
}

/** Where segment `segment` of `totalSegments` begins; undefined behind the last one. */
export function segmentStart(segment: number, totalSegments: number): Buffer | undefined {
  const start = Math.ceil((segment * 2 ** 32) / totalSegments);
  if (start >= 2 ** 32) return undefined;
  const bytes = Buffer.alloc(hashBytes);
  bytes.writeUInt32BE(start);
  return bytes;
}

const endMarkBytes = 2;

const copyTo = (end: number): Buffer => Buffer.from(scratch.subarray(0, end));

function writePartition(hash: AttributeValue): number {
  const end = writePart(hash, hashBytes);
  scratch.writeUInt32BE(hash32(hashBytes, end), 0);
  return end;
}

function writePart(value: AttributeValue, at: number): number {
  if (value.S !== undefined) return writeText(value.S, at);
  if (value.N !== undefined) return writeNumber(value.N, at);
  return writeBytes(Buffer.from(value.B ?? "", "base64"), at);
}

function writeText(text: string, at: number): number {
  const end = at + scratch.write(text, at, "utf8");
  const firstZero = scratch.indexOf(0, at);
  if (firstZero >= 0 && firstZero < end) return writeBytes(Buffer.from(text, "utf8"), at);
  return writeEndMark(end);
}

/** 00 becomes 00 FF, the end is 00 01: a shorter text comes first, and no part is the beginning of another. */
function writeBytes(bytes: Buffer, at: number): number {
  let end = at;
  for (const byte of bytes) {
    scratch[end++] = byte;
    if (byte === 0) scratch[end++] = 0xff;
  }
  return writeEndMark(end);
}

function writeEndMark(at: number): number {
  scratch[at] = 0;
  scratch[at + 1] = 1;
  return at + endMarkBytes;
}

const negative = 1;
const zero = 2;
const positive = 3;
const smallestMagnitude = 130;

/** Sign, magnitude, base-100 digits from 1 to 100, end 0; below zero everything after the sign is turned round. */
function writeNumber(text: string, at: number): number {
  const { digits, isNegative, magnitude } = significantDigits(text);
  if (digits === "") {
    scratch[at] = zero;
    return at + 1;
  }
  const mask = isNegative ? 0xff : 0;
  let end = at;
  scratch[end++] = isNegative ? negative : positive;
  scratch[end++] = (magnitude + smallestMagnitude) ^ mask;
  for (let index = 0; index < digits.length; index += 2) {
    const pair =
      (digits.charCodeAt(index) - 48) * 10 + (index + 1 < digits.length ? digits.charCodeAt(index + 1) - 48 : 0);
    scratch[end++] = (pair + 1) ^ mask;
  }
  scratch[end++] = mask;
  return end;
}

/** FNV-1a with a final mix, so that similar keys land far apart. */
function hash32(from: number, to: number): number {
  let hash = 0x811c9dc5;
  for (let at = from; at < to; at++) hash = Math.imul(hash ^ (scratch[at] ?? 0), 0x01000193);
  hash ^= hash >>> 15;
  hash = Math.imul(hash, 0x2c1b3c6d);
  hash ^= hash >>> 12;
  return hash >>> 0;
}
