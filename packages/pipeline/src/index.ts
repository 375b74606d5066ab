export type { Encoding, EncodingChoice } from "./bytes/decoder.ts";
export { type CsvOptions, csv } from "./csv/csv.ts";
export type { Delimiter } from "./csv/dialect.ts";
export {
  type Definition,
  definePipeline,
  type Pipeline,
  type Quarantine,
  type Rejects,
  type Retain,
  type Sink,
  type SinksFor,
  type Source,
  type To,
} from "./define-pipeline.ts";
export { type JsonOptions, json } from "./json/json.ts";
export { type NdjsonOptions, ndjson } from "./json/ndjson.ts";
export { PipelineError, type PipelineErrorCode } from "./pipeline-error.ts";
export { type Action, type Anonymised, drop, hash, mask } from "./protect/actions.ts";
export type { Personal, Tainted } from "./protect/personal.ts";
export type { FieldSources, FileFacts, Format, Reader, RecordParser } from "./reader.ts";
export type { Place, Read, RejectCode, Rejected, SourceRecord } from "./record.ts";
export { type RejectCsvLayout, rejectCsvHeader, rejectCsvRow } from "./rejects/reject-csv.ts";
export { rejectLine } from "./rejects/reject-line.ts";
export type { Accepted, Counts, Outcome, OutcomeBatch } from "./run/outcome.ts";
export { readRecords } from "./run/read-records.ts";
export { type RunOptions, runPipeline } from "./run/run-pipeline.ts";
export {
  expiryAttribute,
  type Item,
  indexKeys,
  ledgerKeyPrefix,
  originAttributes,
  partitionKey,
  type SingleTable,
  type SingleTableOptions,
  sortKey,
  type WriteMode,
} from "./sinks/single-table.ts";
export type { StandardSchema } from "./standard-schema.ts";
export type { FileInfo, StepContext } from "./step-context.ts";
export { type XmlOptions, xml } from "./xml/xml.ts";
