import { refuseTooManyErrors } from "@millrace/pipeline";
import type { DecideResult, RunInput } from "../contract.ts";
import { reasonOf } from "../failure-reason.ts";
import { inFlight } from "../in-flight.ts";
import type { Tools } from "../tools.ts";
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
  const counts = await inFlight(chunks, tools.config.requestsInFlightMax, (chunk) => countsOf(run, chunk));
  const sum = (of: (count: { records: number; rejected: number }) => number): number =>
    counts.reduce((total, count) => total + of(count), 0);
  const total = { records: sum(({ records }) => records), rejected: sum(({ rejected }) => rejected) };
  try {
    refuseTooManyErrors(tools.pipeline.quarantine, total);
    return { publish: true, ...total };
  } catch (error) {
    const reason = reasonOf(error);
    if (reason === undefined) throw error;
    return { publish: false, ...total, reason };
  }
}

/** A record that several branches reject is one rejected record. */
async function countsOf(run: WorkflowRun, chunk: number): Promise<{ records: number; rejected: number }> {
  const summaries = await Promise.all(
    run.branches.map((branch) => run.scratch.get<BranchSummary>(scratchNames.summary(chunk, branch))),
  );
  const rejected = new Set(summaries.flatMap((summary) => summary.rejected));
  return { records: summaries[0]?.records ?? 0, rejected: rejected.size };
}
