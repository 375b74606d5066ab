import { type BranchOutcome, readChunk, runBranch } from "@millrace/pipeline";
import type { BranchInput, BranchResult } from "../contract.ts";
import { HandlerError } from "../handler-error.ts";
import { lookupSource } from "../lookups/lookup-source.ts";
import type { Tools } from "../tools.ts";
import type { LineWriter } from "./scratch.ts";
import { valueLine } from "./value-line.ts";
import { type BranchSummary, scratchNames, WorkflowRun } from "./workflow-run.ts";

/** Runs one branch on one chunk and leaves its values, its rejects and a summary of both. */
export async function runBranchOfChunk(tools: Tools, input: BranchInput): Promise<BranchResult> {
  const { runId, file, chunk } = input;
  const branch = input.branch ?? tools.config.branch;
  if (branch === undefined) {
    throw new HandlerError("missing-config", "Cannot run a branch: expected its name in the input or MILLRACE_BRANCH");
  }
  const run = new WorkflowRun(tools, runId, file);
  const { plan, content } = await run.plan();
  if (plan === undefined) throw new HandlerError("bad-scratch", "Cannot run a branch: the file could not be read");

  const { pipeline } = tools;
  const reads = readChunk(Object.values(pipeline.source.formats), plan, chunk, run.ranges(content));
  const options = { name: file.key, hashKey: await tools.hashKey(), lookups: lookupSource(tools, file.bucket) };
  const values = run.scratch.lines(scratchNames.values(chunk.index, branch));
  const rejects = run.scratch.lines(scratchNames.rejects(chunk.index, branch));
  // What no branch has a row for is the same for all of them; the first one tells it.
  const tellsAll = branch === run.branches[0];
  const summary: { records: number; rejected: number[] } = { records: 0, rejected: [] };
  try {
    for await (const outcomes of runBranch(pipeline, branch, reads, options)) {
      summary.records += outcomes.length;
      for (const outcome of outcomes) if (outcome.kind === "rejected") summary.rejected.push(outcome.rejected.ordinal);
      await leave(outcomes, { values, rejects, tellsAll });
    }
    await Promise.all([values.close(), rejects.close()]);
  } catch (error) {
    await Promise.allSettled([values.abort(), rejects.abort()]);
    throw error;
  }
  await run.scratch.put(scratchNames.summary(chunk.index, branch), summary satisfies BranchSummary);
  const { records, rejected } = summary;
  return {
    chunk: chunk.index,
    branch,
    records,
    accepted: records - rejected.length,
    rejected: rejected.length,
  };
}

async function leave(
  outcomes: readonly BranchOutcome[],
  to: { readonly values: LineWriter; readonly rejects: LineWriter; readonly tellsAll: boolean },
): Promise<void> {
  await to.values.write(outcomes.flatMap((outcome) => (outcome.kind === "value" ? valueLine(outcome) : [])));
  const told = outcomes.flatMap((outcome) =>
    outcome.kind === "rejected" && (to.tellsAll || outcome.by === "step") ? JSON.stringify(outcome.rejected) : [],
  );
  await to.rejects.write(told);
}
