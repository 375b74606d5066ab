import {
  type BranchOutcome,
  keysOf,
  planOfBranch,
  RecordChecker,
  readChunk,
  runBranch,
  runTools,
} from "@millrace/pipeline";
import type { BranchInput, BranchResult } from "../contract.ts";
import { HandlerError } from "../handler-error.ts";
import { lookupSource } from "../lookups/lookup-source.ts";
import type { Tools } from "../tools.ts";
import { vaultOf } from "../vault.ts";
import { keyFile, type RecordKey } from "./key-file.ts";
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
  const vault = vaultOf(tools);
  const branchTools = runTools(pipeline, {
    name: file.key,
    hashKey: await tools.hashKey(),
    lookups: lookupSource(tools, file.bucket),
    vault,
  });
  const reads = readChunk(chunk, {
    readers: Object.values(pipeline.source.formats),
    plan,
    open: run.ranges(content),
    direct: planOfBranch(pipeline, branch, branchTools.anonymiser),
  });
  const checker = new RecordChecker(pipeline, reads.reader.fields);
  const values = run.scratch.lines(scratchNames.values(chunk.index, branch));
  const rejects = run.scratch.lines(scratchNames.rejects(chunk.index, branch));
  // What no branch has a row for is the same for all of them; the first one tells it.
  const tellsAll = branch === run.branches[0];
  const counts: { records: number; rejected: number[] } = { records: 0, rejected: [] };
  const keys: RecordKey[] = [];
  for await (const outcomes of runBranch(pipeline, branch, reads, { checker, tools: branchTools, vault })) {
    counts.records += outcomes.length;
    for (const outcome of outcomes) {
      if (outcome.kind === "rejected") counts.rejected.push(outcome.rejected.ordinal);
      else if (tellsAll) keys.push(...outcome.keys.map((hash, set) => ({ hash, set, ordinal: outcome.ordinal })));
    }
    await leave(outcomes, { values, rejects, tellsAll });
  }
  await Promise.all([values.close(), rejects.close()]);
  if (tellsAll && keysOf(pipeline).length > 0) {
    const object = run.scratch.object(scratchNames.keys(chunk.index), "application/octet-stream");
    await object.write(keyFile(keys));
    await object.close();
  }
  const summary: BranchSummary = { ...counts, totals: checker.file.totals, drift: checker.drift };
  await run.scratch.put(scratchNames.summary(chunk.index, branch), summary);
  const { records, rejected } = counts;
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
