import {
  checksTogether,
  type Drift,
  type FileTotals,
  hasDrift,
  keysOf,
  mergeDrifts,
  mergeTotals,
  refuseTooManyErrors,
  refuseWrongTotals,
} from "@millrace/pipeline";
import type { DecideResult, RunInput } from "../contract.ts";
import { reasonOf } from "../failure-reason.ts";
import { HandlerError } from "../handler-error.ts";
import { inFlight } from "../in-flight.ts";
import type { Tools } from "../tools.ts";
import { type Duplicate, findDuplicates } from "./find-duplicates.ts";
import { type BranchSummary, type Decision, type RunPlan, scratchNames, WorkflowRun } from "./workflow-run.ts";

/** Adds up what the branches found, and holds it against what the definition allows. */
export async function decide(tools: Tools, { runId, file }: RunInput): Promise<DecideResult> {
  const run = new WorkflowRun(tools, runId, file);
  const decision = await decisionOf(tools, run, await run.plan());
  await run.scratch.put(scratchNames.decision, decision);
  const { publish, records, rejected } = decision;
  return { publish, records, rejected };
}

async function decisionOf(tools: Tools, run: WorkflowRun, plan: RunPlan): Promise<Decision> {
  if (plan.reason !== undefined) return { publish: false, records: 0, rejected: 0, reason: plan.reason };
  const chunks = Array.from({ length: plan.chunks }, (_, index) => index);
  const duplicates = await duplicatesIn(tools, run, plan.chunks);
  const found = await inFlight(chunks, tools.config.requestsInFlightMax, (chunk) =>
    findingsOf(run, chunk, duplicates.get(chunk) ?? []),
  );
  const sum = (of: "records" | "rejected"): number => found.reduce((total, finding) => total + finding[of], 0);
  const total = { records: sum("records"), rejected: sum("rejected") };
  const drift = mergeDrifts(found.map((finding) => finding.drift));
  const told = hasDrift(drift) ? { ...total, drift } : total;
  try {
    refuseTooManyErrors(tools.pipeline.quarantine, total);
    refuseWrongTotals(tools.pipeline, total.records, mergeTotals(found.map(({ totals }) => totals)));
    return { publish: true, ...told };
  } catch (error) {
    const reason = reasonOf(error);
    if (reason === undefined) throw error;
    return { publish: false, ...told, reason };
  }
}

/** Leaves for each chunk which of its records another chunk has had before. */
async function duplicatesIn(tools: Tools, run: WorkflowRun, chunks: number): ReturnType<typeof findDuplicates> {
  if (keysOf(tools.pipeline).length === 0) return new Map();
  const duplicates = await findDuplicates(run.scratch, chunks);
  await inFlight([...duplicates], tools.config.requestsInFlightMax, ([chunk, found]) =>
    run.scratch.put(scratchNames.duplicates(chunk), found),
  );
  return duplicates;
}

interface Findings {
  readonly records: number;
  readonly rejected: number;
  readonly totals: FileTotals;
  readonly drift: Drift;
}

/** All branches find the same, but for what their own steps reject; a record that several reject is one rejected record. */
async function findingsOf(run: WorkflowRun, chunk: number, duplicates: readonly Duplicate[]): Promise<Findings> {
  const [first, ...others] = await Promise.all(
    run.branches.map((branch) => run.scratch.get<BranchSummary>(scratchNames.summary(chunk, branch))),
  );
  if (first === undefined) throw new HandlerError("bad-scratch", "Cannot decide: the definition has no branch");
  const { records, totals, drift } = first;
  const rejected = new Set([first, ...others].flatMap((summary) => summary.rejected));
  for (const { ordinal } of duplicates) rejected.add(ordinal);
  if (checksTogether(run.pipeline)) {
    for (const ordinal of await run.scratch.get<readonly number[]>(scratchNames.checked(chunk))) rejected.add(ordinal);
  }
  return { records, rejected: rejected.size, totals, drift };
}
