import { nestingMax, serializationError, tooDeep } from "../errors/wire-errors.ts";
import { define } from "../json/value-reader.ts";

/**
 * Bytes -> values, as CBOR describes itself: https://www.rfc-editor.org/rfc/rfc8949
 * Byte strings become Buffers, tag 1 a Date, big numbers bigint, undefined null; other tags are skipped.
 */
export function decodeCbor(bytes: Uint8Array): unknown {
  const reader = new CborReader(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength));
  const value = reader.item(0);
  if (value === stop || !reader.isAtEnd) throw malformed();
  return value;
}

const malformed = (): Error => serializationError("Could not parse request body into CBOR");

/** Ends a list, map or string of unknown length. */
const stop = Symbol("break");
const indefinite = 31;

class CborReader {
  readonly #bytes: Buffer;
  #at = 0;

  constructor(bytes: Buffer) {
    this.#bytes = bytes;
  }

  get isAtEnd(): boolean {
    return this.#at === this.#bytes.length;
  }

  item(depth: number): unknown {
    if (depth > nestingMax) throw tooDeep();
    const first = this.#bytes[this.#at++];
    if (first === undefined) throw malformed();
    const info = first & 31;
    switch (first >> 5) {
      case 0:
        return this.#argument(info);
      case 1:
        return negative(this.#argument(info));
      case 2:
        return info === indefinite ? Buffer.concat(this.#chunks(2, depth)) : this.#take(this.#length(info));
      case 3:
        return info === indefinite
          ? Buffer.concat(this.#chunks(3, depth)).toString("utf8")
          : this.#take(this.#length(info)).toString("utf8");
      case 4:
        return this.#list(info, depth);
      case 5:
        return this.#map(info, depth);
      case 6:
        return this.#tagged(this.#argument(info), depth);
      default:
        return this.#simple(info);
    }
  }

  /** Whole numbers beyond 2^53 stay exact as bigint until the model says what they are. */
  #argument(info: number): number | bigint {
    if (info < 24) return info;
    if (info === 24) return this.#take(1).readUInt8(0);
    if (info === 25) return this.#take(2).readUInt16BE(0);
    if (info === 26) return this.#take(4).readUInt32BE(0);
    if (info !== 27) throw malformed();
    const value = this.#take(8).readBigUInt64BE(0);
    return value <= BigInt(Number.MAX_SAFE_INTEGER) ? Number(value) : value;
  }

  /** Nothing can be longer than what is left, each entry taking a byte at least. */
  #length(info: number): number {
    const length = this.#argument(info);
    if (typeof length === "bigint" || length > this.#bytes.length - this.#at) throw malformed();
    return length;
  }

  #take(count: number): Buffer {
    const end = this.#at + count;
    if (end > this.#bytes.length) throw malformed();
    const part = this.#bytes.subarray(this.#at, end);
    this.#at = end;
    return part;
  }

  #chunks(major: number, depth: number): readonly Buffer[] {
    const chunks: Buffer[] = [];
    while (this.#bytes[this.#at] !== 0xff) {
      const head = this.#bytes[this.#at] ?? 0xff;
      if (head >> 5 !== major || (head & 31) === indefinite) throw malformed();
      const chunk = this.item(depth + 1);
      chunks.push(typeof chunk === "string" ? Buffer.from(chunk, "utf8") : (chunk as Buffer));
    }
    this.#at++;
    return chunks;
  }

  #list(info: number, depth: number): readonly unknown[] {
    const list: unknown[] = [];
    const length = info === indefinite ? Number.POSITIVE_INFINITY : this.#length(info);
    while (list.length < length) {
      const value = this.item(depth + 1);
      if (value === stop && info === indefinite) break;
      if (value === stop) throw malformed();
      list.push(value);
    }
    return list;
  }

  #map(info: number, depth: number): Readonly<Record<string, unknown>> {
    const map: Record<string, unknown> = {};
    const length = info === indefinite ? Number.POSITIVE_INFINITY : this.#length(info);
    for (let count = 0; count < length; count++) {
      const key = this.item(depth + 1);
      if (key === stop && info === indefinite) break;
      if (typeof key !== "string") throw malformed();
      const value = this.item(depth + 1);
      if (value === stop) throw malformed();
      define(map, key, value);
    }
    return map;
  }

  #tagged(tag: number | bigint, depth: number): unknown {
    const value = this.item(depth + 1);
    if (value === stop) throw malformed();
    if (tag === 1) return dateOf(value);
    if ((tag === 2 || tag === 3) && Buffer.isBuffer(value)) {
      const magnitude = BigInt(`0x${value.toString("hex") || "0"}`);
      return tag === 2 ? magnitude : -1n - magnitude;
    }
    return value;
  }

  #simple(info: number): unknown {
    switch (info) {
      case 20:
        return false;
      case 21:
        return true;
      case 22:
      case 23:
        return null;
      case 25:
        return halfOf(this.#take(2).readUInt16BE(0));
      case 26:
        return this.#take(4).readFloatBE(0);
      case 27:
        return this.#take(8).readDoubleBE(0);
      case indefinite:
        return stop;
      default:
        throw malformed();
    }
  }
}

const negative = (value: number | bigint): number | bigint => (typeof value === "bigint" ? -1n - value : -1 - value);

function dateOf(value: unknown): Date {
  if (typeof value !== "number" && typeof value !== "bigint") throw malformed();
  const date = new Date(Math.round(Number(value) * 1000));
  if (Number.isNaN(date.getTime())) throw malformed();
  return date;
}

/** RFC 8949, appendix D. */
function halfOf(bits: number): number {
  const exponent = (bits >> 10) & 0x1f;
  const mantissa = bits & 0x3ff;
  const sign = bits & 0x8000 ? -1 : 1;
  if (exponent === 0) return sign * mantissa * 2 ** -24;
  if (exponent !== 31) return sign * (mantissa + 1024) * 2 ** (exponent - 25);
  return mantissa === 0 ? sign * Number.POSITIVE_INFINITY : Number.NaN;
}
