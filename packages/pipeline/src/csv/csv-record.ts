import type { Shift } from "../reader.ts";
import type { SourceRecord } from "../record.ts";
import type { FoundRow, RowSource } from "./found-row.ts";

/** A row under its header. Its text is made only where somebody asks for it, which is where it is rejected. */
export class CsvRecord implements SourceRecord {
  readonly kind = "record";
  readonly value: unknown;
  readonly ordinal: number;
  readonly line: number;
  readonly byteOffset: number;
  readonly byteLength: number;
  readonly #source: RowSource;
  readonly #start: number;
  readonly #end: number;

  constructor(row: FoundRow, value: unknown, { ordinal, shift }: { readonly ordinal: number; readonly shift: Shift }) {
    this.value = value;
    this.ordinal = ordinal;
    this.line = row.line + shift.lines;
    this.byteOffset = row.byteOffset + shift.bytes;
    this.byteLength = row.byteLength;
    this.#source = row.source;
    this.#start = row.start;
    this.#end = row.end;
  }

  get raw(): string {
    return this.#source.text(this.#start, this.#end);
  }
}
