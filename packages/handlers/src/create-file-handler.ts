import type { Pipeline } from "@millrace/pipeline";
import { announce } from "./announce/announce.ts";
import { interruptedCode, type Ledger } from "./ledger/ledger.ts";
import type { Run, SourceFile } from "./ledger/run.ts";
import { processFile } from "./process-file.ts";
import { filesOf } from "./source/event.ts";
import { wholeFile } from "./source/whole-file.ts";
import { createTools, type HandlerOptions, type LambdaContext, type Tools } from "./tools.ts";
import { isForWorkflow } from "./workflow/is-for-workflow.ts";

export interface FileResult {
  readonly key: string;
  /** `duplicate`: the run is somebody else's, or finished long ago; `handed-over`: the workflow has it. */
  readonly outcome: Run["status"] | "duplicate" | "handed-over";
}

export type FileHandler = (event: unknown, context: LambdaContext) => Promise<readonly FileResult[]>;

/**
 * The Lambda function of a pipeline: takes the events of its bucket and reads each file once. Throws what another attempt may
 * cure, so that Lambda makes one; what none can cure is in the ledger.
 */
export function createFileHandler(pipeline: Pipeline, options: HandlerOptions = {}): FileHandler {
  const tools = createTools(pipeline, options);
  return async (event, context) => {
    const results: FileResult[] = [];
    const failures: unknown[] = [];
    for (const named of filesOf(event)) {
      try {
        const file = await wholeFile(tools.clients.s3, named);
        results.push(await handleFile(tools, file, context.awsRequestId));
      } catch (error) {
        failures.push(error);
      }
    }
    if (failures.length === 1) throw failures[0];
    if (failures.length > 1) throw new AggregateError(failures, `Cannot finish ${failures.length} files of one event`);
    return results;
  };
}

/** Reads one file, or gives it to the workflow. */
export async function handleFile(tools: Tools, file: SourceFile, owner: string): Promise<FileResult> {
  const { key } = file;
  const { log } = tools;
  if (isForWorkflow(tools, file)) {
    const { startWorkflow } = await import("./workflow/start-workflow.ts");
    await startWorkflow(tools, file, owner);
    log.info("file handed over", { file: key, size: file.size });
    return { key, outcome: "handed-over" };
  }
  const claimed = await tools.ledger.claim(file, owner);
  if (claimed.claim === undefined) {
    log.info("file skipped", { file: key, because: `its run is ${claimed.existing.status}` });
    return { key, outcome: "duplicate" };
  }
  const { claim } = claimed;
  try {
    const run = await processFile(tools, claim);
    const { status, counts, format, encoding, reason, rejects, durationMs } = run;
    const fields = { file: key, runId: run.runId, status, ...counts, format, encoding, durationMs, reason, rejects };
    if (status === "completed") log.info("file completed", fields);
    else log.error("file failed", fields);
    return { key, outcome: status };
  } catch (error) {
    const message = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
    log.error("file interrupted", { file: key, runId: claim.runId, attempt: claim.attempts, error: message });
    await giveUp(tools, claim, message);
    throw error;
  }
}

/** The last attempt leaves a failed run; an earlier one frees the run for the next. Neither may hide the first error. */
async function giveUp(tools: Tools, claim: Parameters<Ledger["release"]>[0], message: string): Promise<void> {
  try {
    if (claim.attempts < tools.config.attemptsMax) await tools.ledger.release(claim, message);
    else {
      const end = { status: "failed", reason: { code: interruptedCode, message } } as const;
      await tools.ledger.finish(claim, end, (run) => announce(tools, run));
    }
  } catch (error) {
    tools.log.warn("run not given up", { runId: claim.runId, error: String(error) });
  }
}
