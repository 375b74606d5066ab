import type { Pipeline } from "@millrace/pipeline";
import type {
  BranchInput,
  BranchResult,
  ConsolidateInput,
  ConsolidateResult,
  DecideResult,
  FinishInput,
  FinishResult,
  PlanResult,
  RunInput,
} from "./contract.ts";
import { createFileHandler, type FileHandler } from "./create-file-handler.ts";
import type { SweepResult } from "./sweep/sweep-handler.ts";
import { createTools, type HandlerOptions, type LambdaContext } from "./tools.ts";
import type { ApiResponse } from "./upload/api-event.ts";

/** The functions of a pipeline. What passes between them is described in `contract.ts`. */
export interface Handlers {
  readonly file: FileHandler;
  readonly plan: (input: unknown, context: LambdaContext) => Promise<PlanResult>;
  readonly branch: (input: BranchInput) => Promise<BranchResult>;
  readonly decide: (input: RunInput) => Promise<DecideResult>;
  readonly consolidate: (input: ConsolidateInput) => Promise<ConsolidateResult>;
  readonly finish: (input: FinishInput) => Promise<FinishResult>;
  /** For an API of API Gateway, in either format of its events. */
  readonly upload: (event: unknown) => Promise<ApiResponse>;
  /** For a schedule. */
  readonly sweep: (event: unknown, context: LambdaContext) => Promise<SweepResult>;
}

/**
 * Makes all functions of a pipeline; a bundle exports them, and each function of Lambda runs one: `index.branch`. What only one of them
 * needs is loaded with its first call, so that a cold start does not pay for the others.
 */
export function createHandlers(pipeline: Pipeline, options: HandlerOptions = {}): Handlers {
  const tools = createTools(pipeline, options);
  return {
    file: createFileHandler(pipeline, options),
    plan: async (input, context) => (await import("./workflow/plan-handler.ts")).planFile(tools, input, context),
    branch: async (input) => (await import("./workflow/branch-handler.ts")).runBranchOfChunk(tools, input),
    decide: async (input) => (await import("./workflow/decide-handler.ts")).decide(tools, input),
    consolidate: async (input) => (await import("./workflow/consolidate-handler.ts")).consolidateChunk(tools, input),
    finish: async (input) => (await import("./workflow/finish-handler.ts")).finishRun(tools, input),
    upload: async (event) => (await import("./upload/upload-handler.ts")).handleUpload(tools, event),
    sweep: async (_, context) => (await import("./sweep/sweep-handler.ts")).sweep(tools, context),
  };
}
