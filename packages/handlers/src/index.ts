export { type Config, readConfig } from "./config.ts";
export type {
  BranchInput,
  BranchResult,
  Chunk,
  ChunkInput,
  ConsolidateResult,
  DecideResult,
  FileInput,
  FinishInput,
  FinishResult,
  PlanResult,
  RunInput,
} from "./contract.ts";
export {
  createFileHandler,
  type FileHandler,
  type FileResult,
  type LambdaContext,
} from "./create-file-handler.ts";
export { HandlerError, type HandlerErrorCode } from "./handler-error.ts";
export {
  filePartition,
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
export type { HandlerOptions } from "./tools.ts";
