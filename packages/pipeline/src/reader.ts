import type { Encoding } from "./bytes/decoder.ts";
import type { Delimiter } from "./csv/dialect.ts";
import type { DirectPlan } from "./direct/plan.ts";
import type { Read } from "./record.ts";

/** How the files of one format are read: what `csv()`, `json()`, `ndjson()`, `xml()` and `fixed()` make. Plain data and one function. */
export interface Reader {
  readonly format: Format;
  /** Field of the record -> where it stands in the file: a label, or a path such as `customer.email` or `total.@currency`. */
  readonly fields: FieldSources;
  /**
   * `known`: what another parser has found out of the same file, so that this one need not, and cannot, decide otherwise. `plan`: what
   * becomes of records that nobody has to look at; a reader that cannot carry it out reads them as ever.
   */
  open(known?: KnownFacts, plan?: DirectPlan): RecordParser;
}

export interface KnownFacts extends Pick<FileFacts, "encoding" | "delimiter"> {
  /** How far into the file the records stand that the parser is given. */
  readonly shift?: Shift | undefined;
}

/** What is to be added to the places that a parser finds in a piece of a file. */
export interface Shift {
  readonly records: number;
  readonly lines: number;
  readonly bytes: number;
}

export const noShift: Shift = { records: 0, lines: 0, bytes: 0 };

export type Format = "csv" | "json" | "ndjson" | "xml" | "fixed";

/** Several sources of one field are alternatives: the first one that a file has counts. */
export type FieldSources = Readonly<Record<string, string | readonly string[]>>;

/**
 * Finds the records in the blocks of one file. A parser never waits and never holds more than a block and one record; it throws a
 * `PipelineError` where no more records can be found.
 */
export interface RecordParser {
  write(block: Buffer): readonly Read[];
  end(): readonly Read[];
  /** The raw text of a record with the values of `fields` reduced to their shape; all values where those cannot be told apart. */
  maskRaw(raw: string, fields: readonly string[]): string;
  /** What the file has turned out to be. */
  readonly facts: FileFacts;
}

export interface FileFacts {
  readonly format: Format;
  readonly encoding: Encoding;
  /** CSV only: with both, a rejected record can be written as its sender would have. */
  readonly delimiter?: Delimiter | undefined;
  readonly labels?: readonly string[] | undefined;
}

/**
 * The longest record a reader takes unless told otherwise, in bytes of CSV and JSON and characters of the others: more than twice what
 * a DynamoDB item may hold.
 */
export const recordSizeMaxDefault = 1024 * 1024;
