export type { Encoding, EncodingChoice } from "./bytes/decoder.ts";
export { archiveHeadBytes, decompressed, isArchive } from "./bytes/decompress.ts";
export { withHead } from "./bytes/with-head.ts";
export {
  type FileTotals,
  keysOf,
  mergeTotals,
  refuseWrongTotals,
  repeatedReason,
} from "./checks/file-checker.ts";
export { KeySet, keyBytes } from "./checks/key-set.ts";
export { fileOfRecords } from "./chunks/file-of-records.ts";
export { type ByteRange, type Chunk, type ChunkPlan, frameOf, planChunks } from "./chunks/plan-chunks.ts";
export { type ChunkReads, type OpenRange, readChunk } from "./chunks/read-chunk.ts";
export { type Drift, hasDrift, mergeDrifts } from "./contract/drift.ts";
export { RecordChecker } from "./contract/record-checker.ts";
export { csvLine } from "./csv/cells.ts";
export { type CsvOptions, csv } from "./csv/csv.ts";
export type { Delimiter } from "./csv/dialect.ts";
export { type Definition, definePipeline } from "./define-pipeline.ts";
export { checksTogether } from "./definition/checks-together.ts";
export type { FileChecks, Trailer } from "./definition/file-checks.ts";
export type { Needs } from "./definition/needs.ts";
export type {
  Alarms,
  Contract,
  ContractMode,
  Database,
  Notify,
  Protect,
  Quarantine,
  Rejects,
  Retain,
  RunSettings,
  Source,
  Upload,
} from "./definition/settings.ts";
export { planOfBranch } from "./direct/direct-plan.ts";
export { mayLookUp } from "./direct/trace-steps.ts";
export { type FixedOptions, fixed } from "./fixed/fixed.ts";
export { type InferredSchema, inferSchema } from "./infer/infer-schema.ts";
export { type JsonOptions, json } from "./json/json.ts";
export { type NdjsonOptions, ndjson } from "./json/ndjson.ts";
export type {
  DynamodbLookup,
  FileLookup,
  From,
  FunctionLookup,
  Lookup,
  Lookups,
  Missing,
  PostgresLookup,
} from "./lookups/lookup.ts";
export { LookupFailure, type LookupSource } from "./lookups/lookup-batcher.ts";
export type { Pipeline } from "./pipeline.ts";
export { PipelineError, type PipelineErrorCode } from "./pipeline-error.ts";
export {
  type Action,
  type Anonymised,
  drop,
  encrypt,
  generalise,
  hash,
  mask,
  tokenise,
} from "./protect/actions.ts";
export type { VaultEntry } from "./protect/anonymiser.ts";
export type { Generality } from "./protect/generalise.ts";
export type { Personal, Tainted } from "./protect/personal.ts";
export { decryptValue, type SecretScope } from "./protect/secret-text.ts";
export type { FieldSources, FileFacts, Format, Reader, RecordParser } from "./reader.ts";
export type { Place, Read, RejectCode, Rejected, SourceRecord } from "./record.ts";
export { type RejectCsvLayout, rejectCsvHeader, rejectCsvRow } from "./rejects/reject-csv.ts";
export { rejectLine } from "./rejects/reject-line.ts";
export { type CheckFileOptions, checkFile, type FileReport } from "./run/check-file.ts";
export { Consolidation } from "./run/consolidate-chunk.ts";
export type { Accepted, Counts, Outcome, OutcomeBatch } from "./run/outcome.ts";
export { protectedReject } from "./run/protected-reject.ts";
export { readRecords } from "./run/read-records.ts";
export { refuseTooManyErrors } from "./run/refuse-too-many-errors.ts";
export { type BranchOutcome, runBranch } from "./run/run-branch.ts";
export { runPipeline } from "./run/run-pipeline.ts";
export { type RunOptions, runTools } from "./run/run-tools.ts";
export { contractColumns } from "./schema/contract-columns.ts";
export type { BusEvents } from "./sinks/bus-events.ts";
export type { FileTable } from "./sinks/file-table.ts";
export { jsonText } from "./sinks/json-text.ts";
export { ndjsonLines } from "./sinks/ndjson-lines.ts";
export type { ObjectFiles } from "./sinks/object-files.ts";
export type { ColumnType, PostgresTable } from "./sinks/postgres-table.ts";
export type { QueueMessages } from "./sinks/queue-messages.ts";
export type { Item, WriteMode } from "./sinks/row-sink.ts";
export {
  expiryAttribute,
  indexKeys,
  ledgerKeyPrefix,
  originAttributes,
  partitionKey,
  type SingleTable,
  type SingleTableOptions,
  sortKey,
} from "./sinks/single-table.ts";
export { type RowSink, rowSinks, type Sink, type SinksFor, type To } from "./sinks/to.ts";
export type { StandardSchema } from "./standard-schema.ts";
export type { FileInfo, LookupContext, StepContext } from "./step-context.ts";
export { type TestFile, type TestOptions, type TestResult, testPipeline } from "./test-pipeline.ts";
export { type XmlOptions, xml } from "./xml/xml.ts";
