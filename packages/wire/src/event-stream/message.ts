import * as zlib from "node:zlib";
import { serializationError } from "../errors/wire-errors.ts";

/**
 * One message of an event stream: two lengths and their sum, headers, payload, and the sum of everything.
 * @see https://docs.aws.amazon.com/AmazonS3/latest/API/RESTSelectObjectAppendix.html
 */
export interface EventMessage {
  readonly headers: Readonly<Record<string, HeaderValue>>;
  readonly payload: Uint8Array;
}

/** Headers of other types than these exist; nothing in AWS's models uses them. */
export type HeaderValue = string | number | boolean | Uint8Array | Date;

/** https://docs.aws.amazon.com/transcribe/latest/dg/event-stream.html */
const messageBytesMax = 24 * 1024 * 1024;
const preludeBytes = 12;
const overheadBytes = preludeBytes + 4;

const types = { true: 0, false: 1, int32: 4, long: 5, bytes: 6, string: 7, timestamp: 8 } as const;

export function writeMessage(message: EventMessage): Buffer {
  const headers = Buffer.concat(Object.entries(message.headers).map(([name, value]) => writeHeader(name, value)));
  const total = overheadBytes + headers.length + message.payload.length;
  const bytes = Buffer.alloc(total);
  bytes.writeUInt32BE(total, 0);
  bytes.writeUInt32BE(headers.length, 4);
  bytes.writeUInt32BE(zlib.crc32(bytes.subarray(0, 8)), 8);
  headers.copy(bytes, preludeBytes);
  bytes.set(message.payload, preludeBytes + headers.length);
  bytes.writeUInt32BE(zlib.crc32(bytes.subarray(0, total - 4)), total - 4);
  return bytes;
}

function writeHeader(name: string, value: HeaderValue): Buffer {
  const text = Buffer.from(name, "utf8");
  return Buffer.concat([Buffer.from([text.length]), text, writeHeaderValue(value)]);
}

function writeHeaderValue(value: HeaderValue): Buffer {
  if (typeof value === "boolean") return Buffer.from([value ? types.true : types.false]);
  if (typeof value === "number") {
    const bytes = Buffer.alloc(5, types.int32);
    bytes.writeInt32BE(value, 1);
    return bytes;
  }
  if (value instanceof Date) {
    const bytes = Buffer.alloc(9, types.timestamp);
    bytes.writeBigInt64BE(BigInt(value.getTime()), 1);
    return bytes;
  }
  const content = typeof value === "string" ? Buffer.from(value, "utf8") : value;
  const start = Buffer.alloc(3, typeof value === "string" ? types.string : types.bytes);
  start.writeUInt16BE(content.length, 1);
  return Buffer.concat([start, content]);
}

/** The first message in `bytes` and its length; undefined until all of it is there. */
export function readMessage(bytes: Buffer): { readonly message: EventMessage; readonly length: number } | undefined {
  if (bytes.length < preludeBytes) return undefined;
  const length = bytes.readUInt32BE(0);
  const headerBytes = bytes.readUInt32BE(4);
  if (length < overheadBytes || length > messageBytesMax || headerBytes > length - overheadBytes) throw malformed();
  if (zlib.crc32(bytes.subarray(0, 8)) !== bytes.readUInt32BE(8)) throw malformed();
  if (bytes.length < length) return undefined;
  if (zlib.crc32(bytes.subarray(0, length - 4)) !== bytes.readUInt32BE(length - 4)) throw malformed();
  const headersEnd = preludeBytes + headerBytes;
  return {
    message: {
      headers: readHeaders(bytes.subarray(preludeBytes, headersEnd)),
      payload: bytes.subarray(headersEnd, length - 4),
    },
    length,
  };
}

const malformed = (): Error => serializationError("Cannot read the event stream: a message is malformed");

function readHeaders(bytes: Buffer): Record<string, HeaderValue> {
  const headers: Record<string, HeaderValue> = {};
  let at = 0;
  while (at < bytes.length) {
    const nameEnd = at + 1 + (bytes[at] ?? 0);
    if (nameEnd >= bytes.length) throw malformed();
    const name = bytes.toString("utf8", at + 1, nameEnd);
    const { value, end } = readHeaderValue(bytes, nameEnd);
    if (end > bytes.length) throw malformed();
    headers[name] = value;
    at = end;
  }
  return headers;
}

/** Sizes of the values that follow their type at once, by type. */
const fixedBytes: Readonly<Record<number, number>> = { 0: 0, 1: 0, 2: 1, 3: 2, 4: 4, 5: 8, 8: 8, 9: 16 };

function readHeaderValue(bytes: Buffer, at: number): { readonly value: HeaderValue; readonly end: number } {
  const type = bytes[at] ?? -1;
  const fixed = fixedBytes[type];
  if (fixed !== undefined) {
    const end = at + 1 + fixed;
    if (end > bytes.length) throw malformed();
    return { value: fixedValue(type, bytes.subarray(at + 1, end)), end };
  }
  if ((type !== types.bytes && type !== types.string) || at + 3 > bytes.length) throw malformed();
  const end = at + 3 + bytes.readUInt16BE(at + 1);
  const content = bytes.subarray(at + 3, end);
  return { value: type === types.string ? content.toString("utf8") : content, end };
}

function fixedValue(type: number, bytes: Buffer): HeaderValue {
  if (type === types.true || type === types.false) return type === types.true;
  if (type === types.timestamp) return new Date(Number(bytes.readBigInt64BE(0)));
  if (type === types.long) return Number(bytes.readBigInt64BE(0));
  return bytes.length > 6 ? bytes : bytes.readIntBE(0, bytes.length);
}
