import type { Drift } from "../contract/drift.ts";
import { type JsonSpan, spanText } from "../direct/json-page.ts";
import type { FileFacts } from "../reader.ts";
import type { Place, Rejected } from "../record.ts";
import type { Item } from "../sinks/row-sink.ts";

/** A record that is to be stored: an item for each sink that takes it, by the sink's name. */
export interface Accepted extends Place {
  readonly kind: "accepted";
  readonly items: Readonly<Record<string, Item>>;
  /** The item of every sink as JSON, where it was written before anybody asked for it. */
  readonly json?: JsonSpan | undefined;
}

/** A row that was written when it was read; it is the same for every sink. */
export class WrittenRow implements Accepted {
  readonly kind = "accepted";
  readonly ordinal: number;
  readonly line: number;
  readonly byteOffset: number;
  readonly byteLength: number;
  readonly json: JsonSpan;
  readonly #sinks: readonly string[];

  constructor({ ordinal, line, byteOffset, byteLength }: Place, json: JsonSpan, sinks: readonly string[]) {
    this.ordinal = ordinal;
    this.line = line;
    this.byteOffset = byteOffset;
    this.byteLength = byteLength;
    this.json = json;
    this.#sinks = sinks;
  }

  get items(): Readonly<Record<string, Item>> {
    const item = JSON.parse(spanText(this.json)) as Item;
    return Object.fromEntries(this.#sinks.map((name) => [name, item]));
  }
}

export type Outcome = Accepted | Rejected;

export interface Counts {
  readonly records: number;
  readonly accepted: number;
  readonly rejected: number;
  /** After decompression. */
  readonly bytes: number;
}

/** What came of one block of the file, in the order of the file; counts and drift are those of the file so far. */
export interface OutcomeBatch {
  readonly outcomes: readonly Outcome[];
  readonly counts: Counts;
  readonly facts: FileFacts;
  readonly drift: Drift;
}
