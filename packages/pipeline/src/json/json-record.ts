import { isUtf8 } from "node:buffer";
import { fieldPicker, withShapes } from "../field-paths.ts";
import { shapeOf } from "../protect/shape.ts";
import type { FieldSources } from "../reader.ts";
import { type Read, type RejectCode, rejectedRawCharsMax } from "../record.ts";

export interface RecordPlace {
  readonly line: number;
  readonly byteOffset: number;
}

/** Makes records of the bytes of JSON values, and numbers them. */
export class JsonRecords {
  readonly #fields: FieldSources;
  readonly #pick: (value: unknown) => unknown;
  #ordinal = 0;

  constructor(fields: FieldSources) {
    this.#fields = fields;
    this.#pick = fieldPicker(fields);
  }

  read(bytes: Buffer, { line, byteOffset }: RecordPlace): Read {
    const raw = bytes.toString("utf8", 0, bytes.length);
    // The replacement character is the only trace that decoding leaves of invalid bytes; it may also be in the file itself.
    if (raw.includes("\ufffd") && !isUtf8(bytes)) {
      const broken = byteOffset + firstBrokenByte(bytes);
      return this.reject("encoding-error", `The byte at offset ${broken} is not valid UTF-8`, {
        bytes,
        line,
        byteOffset,
      });
    }
    let value: unknown;
    try {
      value = JSON.parse(raw);
    } catch (error) {
      return this.reject("syntax-error", syntaxMessage(error), { bytes, line, byteOffset });
    }
    if (holdsUnsafeInteger(value) && hasInexactInteger(raw)) {
      const message = "The record has an integer of more digits than can be kept: expected it as text";
      return this.reject("type-error", message, { bytes, line, byteOffset });
    }
    return {
      kind: "record",
      value: this.#pick(value),
      ordinal: ++this.#ordinal,
      line,
      byteOffset,
      byteLength: bytes.length,
      raw,
    };
  }

  /** `bytes` may be only the beginning of a record that is too large to hold; then `byteLength` is its length. */
  reject(
    code: RejectCode,
    message: string,
    place: RecordPlace & { readonly bytes: Buffer; readonly byteLength?: number },
  ): Read {
    const { bytes, line, byteOffset, byteLength = bytes.length } = place;
    const raw = bytes.toString("utf8", 0, Math.min(bytes.length, rejectedRawCharsMax));
    return {
      kind: "rejected",
      code,
      field: undefined,
      message,
      ordinal: ++this.#ordinal,
      line,
      byteOffset,
      byteLength,
      raw,
    };
  }

  maskRaw(raw: string, personal: readonly string[]): string {
    try {
      return JSON.stringify(withShapes(JSON.parse(raw), personal, this.#fields));
    } catch {
      return shapeOf(raw);
    }
  }
}

/** JSON.parse rounds integers beyond 2^53 without a word, which would change an order number into another one. */
function holdsUnsafeInteger(value: unknown): boolean {
  if (typeof value === "number") return Number.isInteger(value) && !Number.isSafeInteger(value);
  if (typeof value !== "object" || value === null) return false;
  for (const key in value) {
    if (holdsUnsafeInteger(value[key as keyof typeof value])) return true;
  }
  return false;
}

const text = /"(?:[^"\\]|\\.)*"/g;
const integers = /(?<![\d.eE+-])-?\d{16,}(?![\d.eE])/g;

const hasInexactInteger = (raw: string): boolean =>
  (raw.replace(text, '""').match(integers) ?? []).some((digits) => !Number.isSafeInteger(Number(digits)));

/** V8 quotes the text around a mistake, which may be personal; only the place is taken from its message. */
function syntaxMessage(error: unknown): string {
  const position = error instanceof Error ? /at position (\d+)/.exec(error.message)?.[1] : undefined;
  return position === undefined
    ? "The record is not valid JSON"
    : `The record is not valid JSON from its character ${Number(position) + 1} on`;
}

function firstBrokenByte(bytes: Buffer): number {
  let low = 0;
  let high = bytes.length;
  // Invariant: the bytes before `low` are valid, those before `high` are not.
  while (low + 1 < high) {
    const middle = (low + high) >> 1;
    const boundary = characterStart(bytes, middle);
    if (boundary > low && isUtf8(bytes.subarray(0, boundary))) low = boundary;
    else if (boundary > low) high = boundary;
    else return low;
  }
  return low;
}

function characterStart(bytes: Buffer, index: number): number {
  let at = index;
  while (at > 0 && ((bytes[at] ?? 0) & 0xc0) === 0x80) at--;
  return at;
}
