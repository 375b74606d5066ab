import type { Drift } from "../contract/drift.ts";
import type { FileFacts } from "../reader.ts";
import type { Place, Rejected } from "../record.ts";
import type { Item } from "../sinks/row-sink.ts";

/** A record that is to be stored: an item for each sink that takes it, by the sink's name. */
export interface Accepted extends Place {
  readonly kind: "accepted";
  readonly items: Readonly<Record<string, Item>>;
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
