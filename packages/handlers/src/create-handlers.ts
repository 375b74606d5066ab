import type { Pipeline } from "@millrace/pipeline";
import type {
  BranchInput,
  BranchResult,
  ChunkInput,
  ConsolidateResult,
  DecideResult,
  FinishInput,
  FinishResult,
  PlanResult,
  RunInput,
} from "./contract.ts";
import { createFileHandler, type FileHandler } from "./create-file-handler.ts";
import { type SweepResult, sweep } from "./sweep/sweep-handler.ts";
import { createTools, type HandlerOptions, type LambdaContext } from "./tools.ts";
import type { ApiResponse } from "./upload/api-event.ts";
import { handleUpload } from "./upload/upload-handler.ts";
import { runBranchOfChunk } from "./workflow/branch-handler.ts";
import { consolidateChunk } from "./workflow/consolidate-handler.ts";
import { decide } from "./workflow/decide-handler.ts";
import { finishRun } from "./workflow/finish-handler.ts";
import { planFile } from "./workflow/plan-handler.ts";

/** The functions of a pipeline. What passes between them is described in `contract.ts`. */
export interface Handlers {
  readonly file: FileHandler;
  readonly plan: (input: unknown, context: LambdaContext) => Promise<PlanResult>;
  readonly branch: (input: BranchInput) => Promise<BranchResult>;
  readonly decide: (input: RunInput) => Promise<DecideResult>;
  readonly consolidate: (input: ChunkInput) => Promise<ConsolidateResult>;
  readonly finish: (input: FinishInput) => Promise<FinishResult>;
  /** For an API of API Gateway, in either format of its events. */
  readonly upload: (event: unknown) => Promise<ApiResponse>;
  /** For a schedule. */
  readonly sweep: (event: unknown, context: LambdaContext) => Promise<SweepResult>;
}

/** Makes all functions of a pipeline; a bundle exports them, and each function of Lambda runs one: `index.branch`. */
export function createHandlers(pipeline: Pipeline, options: HandlerOptions = {}): Handlers {
  const tools = createTools(pipeline, options);
  return {
    file: createFileHandler(pipeline, options),
    plan: (input, context) => planFile(tools, input, context),
    branch: (input) => runBranchOfChunk(tools, input),
    decide: (input) => decide(tools, input),
    consolidate: (input) => consolidateChunk(tools, input),
    finish: (input) => finishRun(tools, input),
    upload: (event) => handleUpload(tools, event),
    sweep: (_, context) => sweep(tools, context),
  };
}
