import type { FileFacts, Rejected } from "@millrace/pipeline";
import { announce } from "../announce/announce.ts";
import type { Failure, FinishInput, FinishResult } from "../contract.ts";
import { inFlight } from "../in-flight.ts";
import { estimatedCost } from "../ledger/estimated-cost.ts";
import { interruptedCode, type RunEnd } from "../ledger/ledger.ts";
import type { Run, RunCounts } from "../ledger/run.ts";
import { RejectWriter } from "../rejects/reject-writer.ts";
import { executionOf, fileOf } from "../source/event.ts";
import { wholeFile } from "../source/whole-file.ts";
import type { Tools } from "../tools.ts";
import { failureOf } from "./failure-of.ts";
import { type ChunkCounts, type Decision, type RunPlan, scratchNames, WorkflowRun } from "./workflow-run.ts";

/** Ends the run, whichever state it comes from. A run that has ended already is left as it is. */
export async function finishRun(tools: Tools, input: FinishInput): Promise<FinishResult> {
  if ("given" in input) return endUnplanned(tools, input);
  const { runId, file } = input;
  const known = await tools.ledger.find(runId);
  if (known !== undefined && known.status !== "running") return known;
  if (known !== undefined && input.chunk !== undefined) {
    await tools.ledger.noteFailure(runId, failureOf(input));
    return known;
  }
  const run = new WorkflowRun(tools, runId, file);
  const plan = await run.plan();
  const decision = await run.scratch.find<Decision>(scratchNames.decision);
  const failure = input.error === undefined ? undefined : (known?.failure ?? failureOf(input));
  const end = await endOf(tools, run, { plan, decision, failure });
  return tools.ledger.finish(plan.claim, end, (ended) => announce(tools, ended));
}

/** A run whose plan failed is free for whoever comes next. One that another execution has is none of ours. */
async function endUnplanned(tools: Tools, { given, ...failure }: Failure & { readonly given: unknown }) {
  const file = await wholeFile(tools.clients.s3, fileOf(given));
  const claimed = await tools.ledger.claim(file, executionOf(given) ?? unknownOwner, tools.config.workflowLeaseMs);
  if (claimed.claim === undefined) return claimed.existing;
  return tools.ledger.finish(claimed.claim, { status: "failed", reason: failureOf(failure) }, (ended) =>
    announce(tools, ended),
  );
}

/** Of executions that somebody has started by hand. */
const unknownOwner = "plan";

interface Found {
  readonly plan: RunPlan;
  readonly decision: Decision | undefined;
  /** What the workflow could not go on for. */
  readonly failure: Run["reason"];
}

async function endOf(tools: Tools, run: WorkflowRun, { plan, decision, failure }: Found): Promise<RunEnd> {
  const reason = failure ?? reasonAgainst(decision);
  const facts = plan.plan?.facts;
  const about = facts === undefined ? {} : { format: facts.format, encoding: facts.encoding };
  const counts = await countsOf(tools, run, { plan, decision });
  // Branches that did not come to their end have left no rejects to rely on.
  const rejects = decision === undefined || facts === undefined ? undefined : await putRejects(tools, run, plan, facts);
  return {
    status: reason === undefined ? "completed" : "failed",
    counts,
    estimatedCost: estimatedCost(tools.pipeline, plan.claim.file.size, counts, "workflow"),
    ...about,
    ...(reason === undefined ? {} : { reason }),
    ...(decision?.drift === undefined ? {} : { drift: decision.drift }),
    ...(rejects === undefined ? {} : { rejects }),
  };
}

function reasonAgainst(decision: Decision | undefined): RunEnd["reason"] {
  if (decision === undefined) return { code: interruptedCode, message: "The workflow ended before it had decided" };
  return decision.reason;
}

async function countsOf(
  tools: Tools,
  run: WorkflowRun,
  { plan, decision }: Pick<Found, "plan" | "decision">,
): Promise<RunCounts> {
  const chunks = Array.from({ length: decision?.publish ? plan.chunks : 0 }, (_, index) => index);
  const nothing = { stored: 0, existing: 0, rejected: 0 };
  const found = await inFlight(chunks, tools.config.requestsInFlightMax, async (chunk) => {
    return (await run.scratch.find<ChunkCounts>(scratchNames.counts(chunk))) ?? nothing;
  });
  const sum = (of: keyof ChunkCounts): number => found.reduce((total, counts) => total + counts[of], 0);
  const { records, rejected: early } = decision ?? { records: 0, rejected: 0 };
  const rejected = early + sum("rejected");
  const bytes = plan.plan?.bytes ?? 0;
  return { records, accepted: records - rejected, rejected, bytes, stored: sum("stored"), existing: sum("existing") };
}

/** Puts the rejects of all chunks together, in the order of the file. */
async function putRejects(
  tools: Tools,
  run: WorkflowRun,
  { claim, chunks }: RunPlan,
  facts: FileFacts,
): Promise<RunEnd["rejects"]> {
  const writer = new RejectWriter(tools, claim);
  for (let chunk = 0; chunk < chunks; chunk++) await writer.write(await rejectsOf(run, chunk), facts);
  return await writer.close();
}

/** One reject for each record, that of the first branch that has one. */
async function rejectsOf(run: WorkflowRun, chunk: number): Promise<readonly Rejected[]> {
  const found = new Map<number, Rejected>();
  const names = [...run.branches.map((branch) => scratchNames.rejects(chunk, branch)), scratchNames.lateRejects(chunk)];
  for (const name of names) {
    for await (const line of run.scratch.readLines(name)) {
      const rejected = JSON.parse(line) as Rejected;
      if (!found.has(rejected.ordinal)) found.set(rejected.ordinal, rejected);
    }
  }
  return [...found.values()].sort((a, b) => a.ordinal - b.ordinal);
}
