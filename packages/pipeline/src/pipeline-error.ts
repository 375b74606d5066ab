/**
 * Why a file, or a definition, cannot be worked with at all. A bad record is never an error of this kind: it becomes a
 * `Rejected`. Each code has an entry in docs/reference/errors.md.
 */
export type PipelineErrorCode =
  /** The definition contradicts itself or asks for what cannot be. */
  | "definition-error"
  /** The file has no bytes, or none but blank ones. */
  | "empty-file"
  /** The bytes are of no format that the definition names. */
  | "unknown-format"
  /** Decompression failed, or yields more than its limit. */
  | "compression-error"
  /** The bytes cannot be text in the encoding they claim. */
  | "encoding-error"
  /** The frame around the records (a header, an array, a root element) is broken, so no more records can be found. */
  | "format-error"
  | "blank-label"
  | "duplicate-label"
  /** More records were rejected than the quarantine allows. */
  | "too-many-errors"
  /** A field marked personal is about to reach a sink without an action. */
  | "personal-data"
  /** A value is to be protected, but the run was given no key, or another one. */
  | "missing-key"
  /** A value is to be tokenised, but the pipeline keeps no vault. */
  | "missing-vault"
  /** A look-up has found a value that is not what the definition says it is. */
  | "lookup-error"
  /** A row does not fit the columns of the table that it is for. */
  | "column-mismatch"
  /** The file departs from the schema where the contract is frozen. */
  | "contract-broken"
  /** The file as a whole is not what the definition's checks ask: its records, its trailer. */
  | "check-failed";

/** Where in the file, as far as it is known; never a value out of the file. */
export type PipelineErrorData = Readonly<Record<string, string | number | undefined>>;

export class PipelineError extends Error {
  readonly code: PipelineErrorCode;
  readonly data: PipelineErrorData;

  constructor(code: PipelineErrorCode, message: string, data: PipelineErrorData = {}, cause?: unknown) {
    super(message, cause === undefined ? undefined : { cause });
    this.name = "PipelineError";
    this.code = code;
    this.data = data;
  }
}
