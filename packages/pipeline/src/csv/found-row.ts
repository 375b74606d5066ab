import { brokenUtf8 } from "../bytes/decoder.ts";

/** The row that a scanner has found last, as places in the bytes that hold it; the next row takes its place. */
export class FoundRow {
  flaw: RowFlaw | undefined;
  /** Where it stands in the file. */
  line = 0;
  byteOffset = 0;
  byteLength = 0;
  /** Where it stands in `source`. */
  start = 0;
  end = 0;
  /** How many cells it has. */
  count = 0;
  source: RowSource = emptySource;
  starts = new Int32Array(64);
  ends = new Int32Array(64);
  /** What is special about each cell, see `cellKinds`. */
  kinds = new Uint8Array(64);
  /** The bytes of the row, each as a character: a cell of nothing but ASCII is a slice of it. */
  #latin1: string | undefined;

  /** Makes it the row that stands in `source` from `start` to `end`. */
  stand(source: RowSource, start: number, end: number): void {
    this.source = source;
    this.start = start;
    this.end = end;
    this.#latin1 = undefined;
  }

  add(start: number, end: number, kind: number): void {
    const index = this.count++;
    if (index === this.starts.length) this.#grow();
    this.starts[index] = start;
    this.ends[index] = end;
    this.kinds[index] = kind;
  }

  /** What the cell of that index says. */
  text(index: number): string {
    const start = this.starts[index] as number;
    const end = this.ends[index] as number;
    const kind = this.kinds[index] as number;
    if (kind === 0) return this.#ascii(start, end);
    const text = (kind & cellKinds.wide) === 0 ? this.#ascii(start, end) : this.source.text(start, end);
    return (kind & cellKinds.doubledQuotes) === 0 ? text : text.replaceAll('""', '"');
  }

  #ascii(start: number, end: number): string {
    this.#latin1 ??= this.source.bytes.toString("latin1", this.start, this.end);
    return this.#latin1.slice(start - this.start, end - this.start);
  }

  #grow(): void {
    this.starts = grown(this.starts, new Int32Array(this.starts.length * 2));
    this.ends = grown(this.ends, new Int32Array(this.ends.length * 2));
    this.kinds = grown(this.kinds, new Uint8Array(this.kinds.length * 2));
  }
}

export interface RowFlaw {
  readonly code: "unclosed-quote" | "stray-quote" | "record-too-large";
  /** The number of the cell, from 1; 0 where the whole row is at fault. */
  readonly cell: number;
}

export const cellKinds = { wide: 1, doubledQuotes: 2 } as const;

function grown<Numbers extends Int32Array | Uint8Array>(from: Numbers, to: Numbers): Numbers {
  to.set(from);
  return to;
}

/** Some of a file as UTF-8. */
export class RowSource {
  readonly bytes: Buffer;
  /** Whether all of it is valid. */
  readonly isSound: boolean;

  constructor(bytes: Buffer, isSound: boolean) {
    this.bytes = bytes;
    this.isSound = isSound;
  }

  text(start: number, end: number): string {
    return this.isSound ? this.bytes.toString("utf8", start, end) : brokenUtf8(this.bytes.subarray(start, end));
  }
}

const emptySource = new RowSource(Buffer.alloc(0), true);
