import type { Drift } from "../contract/drift.ts";
import type { Pipeline } from "../pipeline.ts";
import { PipelineError } from "../pipeline-error.ts";
import type { FileFacts } from "../reader.ts";
import type { Rejected } from "../record.ts";
import type { Counts, OutcomeBatch } from "./outcome.ts";
import { runPipeline } from "./run-pipeline.ts";
import type { RunOptions } from "./run-tools.ts";

/** What a file would come to. */
export interface FileReport {
  readonly counts: Counts;
  readonly facts: FileFacts | undefined;
  readonly drift: Drift | undefined;
  /** The first ones, in the order of the file. */
  readonly rejects: readonly Rejected[];
  /** Code -> how many records were rejected with it. */
  readonly codes: Readonly<Record<string, number>>;
  /** Why the file as a whole would fail, if it would. */
  readonly reason: { readonly code: string; readonly message: string } | undefined;
}

export interface CheckFileOptions extends RunOptions {
  /** So many rejects are kept; 1000 unless told otherwise. */
  readonly rejectsMax?: number;
  /** Called as the file is read, with how far it has come. */
  readonly onBatch?: (batch: OutcomeBatch) => void;
}

/** Reads a whole file, with all its errors in one pass, and stores nothing of it. */
export async function checkFile(
  pipeline: Pipeline,
  bytes: AsyncIterable<Uint8Array>,
  { rejectsMax = 1_000, onBatch, ...options }: CheckFileOptions,
): Promise<FileReport> {
  const rejects: Rejected[] = [];
  const codes = new Map<string, number>();
  let last: OutcomeBatch | undefined;
  let reason: FileReport["reason"];
  try {
    for await (const batch of runPipeline(pipeline, bytes, options)) {
      last = batch;
      onBatch?.(batch);
      for (const outcome of batch.outcomes) {
        if (outcome.kind !== "rejected") continue;
        codes.set(outcome.code, (codes.get(outcome.code) ?? 0) + 1);
        if (rejects.length < rejectsMax) rejects.push(outcome);
      }
    }
  } catch (error) {
    if (!(error instanceof PipelineError)) throw error;
    reason = { code: error.code, message: error.message };
  }
  return {
    counts: last?.counts ?? { records: 0, accepted: 0, rejected: 0, bytes: 0 },
    facts: last?.facts,
    drift: last?.drift,
    rejects,
    codes: Object.fromEntries(codes),
    reason,
  };
}
