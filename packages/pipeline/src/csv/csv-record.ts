import type { Shift } from "../reader.ts";
import type { SourceRecord, Written } from "../record.ts";
import type { FoundRow, RowSource } from "./found-row.ts";

interface PlaceOptions {
  readonly ordinal: number;
  readonly shift: Shift;
}

/** A row that was found. Its text is made only where somebody asks for it, which is where it is rejected. */
abstract class FoundRecord {
  readonly kind = "record";
  readonly ordinal: number;
  readonly line: number;
  readonly byteOffset: number;
  readonly byteLength: number;
  readonly #source: RowSource;
  readonly #start: number;
  readonly #end: number;

  constructor(row: FoundRow, { ordinal, shift }: PlaceOptions) {
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

  /** What `make` makes of the row. */
  protected made<Made>(make: (source: RowSource, start: number, end: number) => Made): Made {
    return make(this.#source, this.#start, this.#end);
  }
}

/** A row under its header. */
export class CsvRecord extends FoundRecord implements SourceRecord {
  readonly value: unknown;

  constructor(row: FoundRow, value: unknown, options: PlaceOptions) {
    super(row, options);
    this.value = value;
  }
}

/** A row that is written already. The record is made only where somebody has to look at it nevertheless. */
export class WrittenRecord extends FoundRecord implements SourceRecord {
  readonly written: Written;
  readonly #valueOf: (source: RowSource, start: number, end: number) => unknown;

  constructor(
    row: FoundRow,
    written: Written,
    options: PlaceOptions & { readonly valueOf: (source: RowSource, start: number, end: number) => unknown },
  ) {
    super(row, options);
    this.written = written;
    this.#valueOf = options.valueOf;
  }

  get value(): unknown {
    return this.made(this.#valueOf);
  }
}
