export type { Chunk } from "@millrace/pipeline";
export { type Config, readConfig } from "./config.ts";
export type {
  BranchInput,
  BranchResult,
  ChunkInput,
  ConsolidateResult,
  DecideResult,
  FileInput,
  FinishInput,
  FinishResult,
  PlanInput,
  PlanResult,
  RunInput,
} from "./contract.ts";
export {
  createFileHandler,
  type FileHandler,
  type FileResult,
} from "./create-file-handler.ts";
export { createHandlers, type Handlers } from "./create-handlers.ts";
export { HandlerError, type HandlerErrorCode } from "./handler-error.ts";
export {
  filePartition,
  type Progress,
  type Run,
  type RunCounts,
  type RunStatus,
  readReject,
  readRun,
  rejectSort,
  runIdOf,
  runPartition,
  runSort,
  type SourceFile,
  statusPartition,
} from "./ledger/run.ts";
export type { FileComparison } from "./operate/compare-file.ts";
export { findRuns, type RunQuery } from "./operate/find-runs.ts";
export { listRejects } from "./operate/list-rejects.ts";
export { type Replayed, replayRejects } from "./operate/replay-rejects.ts";
export { dryReprocess, fileOfRun, reprocess } from "./operate/reprocess.ts";
export { createTools, type HandlerOptions, type LambdaContext, type Tools } from "./tools.ts";
