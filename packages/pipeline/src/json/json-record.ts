import { isUtf8 } from "node:buffer";
import { firstBrokenByte } from "../bytes/first-broken-byte.ts";
import { fieldPicker, withShapes } from "../field-paths.ts";
import { shapeOf } from "../protect/shape.ts";
import type { FieldSources, Shift } from "../reader.ts";
import { type Read, type RejectCode, rejectedRawCharsMax } from "../record.ts";
import { exactValue, mayHoldLongNumber } from "./exact-numbers.ts";

export interface RecordPlace {
  readonly line: number;
  readonly byteOffset: number;
}

/** From which index to before which. */
export interface ByteSpan {
  readonly start: number;
  readonly end: number;
}

/** Makes records of the bytes of JSON values, and numbers them. */
export class JsonRecords {
  readonly #fields: FieldSources;
  readonly #shift: Shift;
  readonly #pick: (value: unknown) => unknown;
  #ordinal: number;

  constructor(fields: FieldSources, shift: Shift) {
    this.#fields = fields;
    this.#shift = shift;
    this.#ordinal = shift.records;
    this.#pick = fieldPicker(fields);
  }

  /** The value that stands in `bytes` from `start` to `end`. */
  read(bytes: Buffer, { start, end }: ByteSpan, { line, byteOffset }: RecordPlace): Read {
    const raw = bytes.toString("utf8", start, end);
    // The replacement character is the only trace that decoding leaves of invalid bytes; it may also be in the file itself.
    if (raw.includes("\ufffd") && !isUtf8(bytes.subarray(start, end))) {
      return this.#rejectBroken(bytes.subarray(start, end), { line, byteOffset });
    }
    let value: unknown;
    try {
      value = JSON.parse(raw);
      if (mayHoldLongNumber(bytes, start, end)) value = exactValue(raw, value);
    } catch (error) {
      const message = syntaxMessage(error);
      return this.reject("syntax-error", message, { bytes: bytes.subarray(start, end), line, byteOffset });
    }
    return {
      kind: "record",
      value: this.#pick(value),
      ordinal: ++this.#ordinal,
      line: line + this.#shift.lines,
      byteOffset: byteOffset + this.#shift.bytes,
      byteLength: end - start,
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
      line: line + this.#shift.lines,
      byteOffset: byteOffset + this.#shift.bytes,
      byteLength,
      raw,
    };
  }

  #rejectBroken(bytes: Buffer, { line, byteOffset }: RecordPlace): Read {
    const message = `The byte at offset ${byteOffset + this.#shift.bytes + firstBrokenByte(bytes)} is not valid UTF-8`;
    return this.reject("encoding-error", message, { bytes, line, byteOffset });
  }

  maskRaw(raw: string, personal: readonly string[]): string {
    try {
      return JSON.stringify(withShapes(JSON.parse(raw), personal, this.#fields));
    } catch {
      return shapeOf(raw);
    }
  }
}

/** V8 quotes the text around a mistake, which may be personal; only the place is taken from its message. */
function syntaxMessage(error: unknown): string {
  const position = error instanceof Error ? /at position (\d+)/.exec(error.message)?.[1] : undefined;
  return position === undefined
    ? "The record is not valid JSON"
    : `The record is not valid JSON from its character ${Number(position) + 1} on`;
}
