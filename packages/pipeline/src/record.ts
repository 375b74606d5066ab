import type { JsonSpan } from "./direct/json-page.ts";

/** Where a record stands in its file, after decompression. */
export interface Place {
  /** The number of the record in the file, from 1; rejected records count, a header does not. */
  readonly ordinal: number;
  /** The line its first byte is on, from 1. */
  readonly line: number;
  readonly byteOffset: number;
  /** Without the line break or the comma after it. */
  readonly byteLength: number;
}

/** A record as its reader found it: text fields in CSV and XML, typed values in JSON. */
export interface SourceRecord extends Place {
  readonly kind: "record";
  readonly value: unknown;
  readonly raw: string;
  /** What is to be stored of it, where its reader was given a plan and could write it without looking at the record. */
  readonly written?: Written | undefined;
}

/** The JSON of a row, on a page with others. */
export interface Written extends JsonSpan {
  /** The fields of its keys, as the schema makes them; undefined where the definition asks for no keys. */
  readonly keys: Readonly<Record<string, unknown>> | undefined;
  /** Whether it has a value in a column that no row before it had one in, or is the first. */
  readonly tells: boolean;
}

/** A record that cannot be stored, why, and where it is. */
export interface Rejected extends Place {
  readonly kind: "rejected";
  readonly code: RejectCode;
  readonly field: string | undefined;
  readonly message: string;
  /** The record as it is in the file, personal values masked; at most `rejectedRawCharsMax` characters of it. */
  readonly raw: string;
}

export type Read = SourceRecord | Rejected;

/**
 * The names of the Frictionless error catalogue (https://specs.frictionlessdata.io, MIT) where it has one, ours where it has
 * none; steps add their own words with `context.reject`.
 */
export type RejectCode =
  | "blank-row"
  | "missing-cell"
  | "extra-cell"
  | "type-error"
  | "primary-key"
  | "unique-error"
  | "constraint-error"
  | "encoding-error"
  /** A quote was opened and does not close within the limit of a record. */
  | "unclosed-quote"
  /** A quote inside an unquoted cell, or text after the closing quote. */
  | "stray-quote"
  | "record-too-large"
  /** The record is not well-formed JSON or XML, though the frame around it is. */
  | "syntax-error"
  /** The record has a field that the contract does not know. */
  | "extra-field"
  /** A look-up found nothing. */
  | "lookup-miss"
  /** A step of the pipeline threw. */
  | "step-error"
  | (string & Record<never, never>);

/** A reject keeps this much of its record: enough to recognise it; place and length lead to the rest. */
export const rejectedRawCharsMax = 4096;

/** A copy that does not hold on to the block that `text` was sliced from: V8 keeps the whole parent of a slice alive. */
export const detached = (text: string): string => Buffer.from(text, "utf16le").toString("utf16le");
