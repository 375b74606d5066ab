import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { S3Client } from "@aws-sdk/client-s3";
import { type Clock, createLog, type Log, wallClock } from "@millrace/core";
import type { Pipeline } from "@millrace/pipeline";
import { type Config, processConfig } from "./config.ts";
import { interruptedCode, Ledger } from "./ledger/ledger.ts";
import type { Run, SourceFile } from "./ledger/run.ts";
import { type FileTools, processFile } from "./process-file.ts";
import { filesOf } from "./source/event.ts";

export interface HandlerOptions {
  readonly config?: Config;
  readonly clock?: Clock;
  readonly log?: Log;
  readonly s3?: S3Client;
  readonly dynamodb?: DynamoDBClient;
}

/** What Lambda passes beside the event, as far as it is needed. */
export interface LambdaContext {
  /** The same for every attempt at one event. */
  readonly awsRequestId: string;
}

export interface FileResult {
  readonly key: string;
  /** `duplicate`: the run is somebody else's, or finished long ago. */
  readonly outcome: Run["status"] | "duplicate";
}

export type FileHandler = (event: unknown, context: LambdaContext) => Promise<readonly FileResult[]>;

/**
 * The Lambda function of a pipeline: takes the events of its bucket and reads each file once. Throws what another attempt may
 * cure, so that Lambda makes one; what none can cure is in the ledger.
 */
export function createFileHandler(pipeline: Pipeline, options: HandlerOptions = {}): FileHandler {
  const { config = processConfig(), clock = wallClock, log = standardLog } = options;
  const { s3 = new S3Client({}), dynamodb = new DynamoDBClient({}) } = options;
  const { table, leaseMs, requestsInFlightMax } = config;
  const ledgerOptions = { dynamodb, clock, table, leaseMs, pipeline: pipeline.name };
  const tools: FileTools = {
    pipeline,
    config,
    clock,
    s3,
    ledger: new Ledger({ ...ledgerOptions, ledgerDays: pipeline.retain.ledgerDays }),
    writer: { dynamodb, clock, table, requestsInFlightMax },
  };
  return async (event, context) => {
    const results: FileResult[] = [];
    const failures: unknown[] = [];
    for (const file of filesOf(event)) {
      try {
        results.push(await handleFile(tools, log, file, context.awsRequestId));
      } catch (error) {
        failures.push(error);
      }
    }
    if (failures.length === 1) throw failures[0];
    if (failures.length > 1) throw new AggregateError(failures, `Cannot finish ${failures.length} files of one event`);
    return results;
  };
}

async function handleFile(tools: FileTools, log: Log, file: SourceFile, owner: string): Promise<FileResult> {
  const { key } = file;
  const claimed = await tools.ledger.claim(file, owner);
  if (claimed.claim === undefined) {
    log.info("file skipped", { file: key, because: `its run is ${claimed.existing?.status ?? "claimed"}` });
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
    await giveUp(tools, claim, message, log);
    throw error;
  }
}

/** The last attempt leaves a failed run; an earlier one frees the run for the next. Neither may hide the first error. */
async function giveUp(
  tools: FileTools,
  claim: Parameters<Ledger["release"]>[0],
  message: string,
  log: Log,
): Promise<void> {
  try {
    if (claim.attempts < tools.config.attemptsMax) await tools.ledger.release(claim, message);
    else await tools.ledger.finish(claim, { status: "failed", reason: { code: interruptedCode, message } });
  } catch (error) {
    log.warn("run not given up", { runId: claim.runId, error: String(error) });
  }
}

/** Lambda keeps what is written to standard output, a line as an event. */
const standardLog: Log = createLog((level, message, fields) => {
  process.stdout.write(`${JSON.stringify({ level, message, ...fields })}\n`);
});
