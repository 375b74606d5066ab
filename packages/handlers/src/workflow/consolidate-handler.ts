import {
  type Accepted,
  Consolidation,
  checksTogether,
  keysOf,
  protectedReject,
  type Rejected,
  readChunk,
  repeatedReason,
} from "@millrace/pipeline";
import type { ChunkInput, ConsolidateInput, ConsolidateResult } from "../contract.ts";
import { HandlerError } from "../handler-error.ts";
import { RowStore } from "../sinks/row-store.ts";
import type { Tools } from "../tools.ts";
import type { Duplicate } from "./find-duplicates.ts";
import { type ChunkCounts, type Decision, type RunPlan, scratchNames, WorkflowRun } from "./workflow-run.ts";
import { zipBranches } from "./zip-branches.ts";

/** So many rows are given to the sinks at a time. */
const batchRows = 1_000;

/** Puts the branches of one chunk together and stores its rows; a chunk that is stored already is left as it is. */
export async function consolidateChunk(
  tools: Tools,
  { runId, file, chunk, onlyCheck = false }: ConsolidateInput,
): Promise<ConsolidateResult> {
  const run = new WorkflowRun(tools, runId, file);
  const plan = await run.plan();
  if (onlyCheck) return { chunk: chunk.index, stored: 0, existing: 0, rejected: await checkChunk() };
  const decision = await run.scratch.get<Decision>(scratchNames.decision);
  if (!decision.publish) return { chunk: chunk.index, stored: 0, existing: 0, rejected: 0 };
  const counts = (await run.scratch.find<ChunkCounts>(scratchNames.counts(chunk.index))) ?? (await storeChunk());
  return { chunk: chunk.index, ...counts };

  async function checkChunk(): Promise<number> {
    const rejected: Rejected[] = [];
    for await (const outcome of outcomes(tools, run, chunk.index, file.key)) {
      if (outcome.kind === "rejected") rejected.push(outcome);
    }
    if (rejected.length > 0) await leaveRejects(tools, run, plan, { chunk, rejected });
    const ordinals = rejected.map(({ ordinal }) => ordinal);
    await run.scratch.put(scratchNames.checked(chunk.index), ordinals);
    return ordinals.length;
  }

  async function storeChunk(): Promise<ChunkCounts> {
    const { bucket, arrivedAt } = file;
    const { generation } = plan.claim;
    const unit = {
      runId,
      generation,
      pipeline: tools.pipeline.name,
      bucket,
      chunk: chunk.index,
      arrivedAt,
      isPart: true,
    };
    const store = await RowStore.open(tools, unit);
    try {
      const rejected = await storeRows(store);
      if (rejected.length > 0) await leaveRejects(tools, run, plan, { chunk, rejected });
      // What was found before is in the decision's counts already.
      const found = checksTogether(tools.pipeline) ? [] : rejected.filter(isFoundLate);
      const made: ChunkCounts = { ...(await store.close()), rejected: found.length };
      await run.scratch.put(scratchNames.counts(chunk.index), made);
      return made;
    } catch (error) {
      await store.abort();
      throw error;
    }
  }

  /** Answers what was not stored. */
  async function storeRows(store: RowStore): Promise<readonly Rejected[]> {
    const rejected: Rejected[] = [];
    let accepted: Accepted[] = [];
    for await (const outcome of outcomes(tools, run, chunk.index, file.key)) {
      if (outcome.kind === "rejected") rejected.push(outcome);
      else if (accepted.push(outcome) === batchRows) {
        await store.write(accepted);
        accepted = [];
      }
    }
    await store.write(accepted);
    return rejected;
  }
}

const isFoundLate = ({ code }: Rejected): boolean => code !== "primary-key" && code !== "unique-error";

/** What becomes of the records that every branch has a value for. */
async function* outcomes(
  tools: Tools,
  run: WorkflowRun,
  chunk: number,
  name: string,
): AsyncGenerator<Accepted | Rejected> {
  const consolidation = new Consolidation(tools.pipeline, { name, hashKey: await tools.hashKey() });
  const duplicates = await duplicatesOf(run, chunk);
  const keys = keysOf(tools.pipeline);
  for await (const { place, texts } of zipBranches(run.scratch, chunk, run.branches)) {
    const set = duplicates.get(place.ordinal);
    const key = set === undefined ? undefined : keys[set];
    yield key === undefined
      ? consolidation.row(place, texts)
      : { kind: "rejected", ...place, ...repeatedReason(key, place.ordinal), raw: "" };
  }
}

async function duplicatesOf(run: WorkflowRun, chunk: number): Promise<ReadonlyMap<number, number>> {
  const found = (await run.scratch.find<readonly Duplicate[]>(scratchNames.duplicates(chunk))) ?? [];
  return new Map(found.map(({ ordinal, set }) => [ordinal, set]));
}

/** The text of a record that is rejected so late is read from the file again. */
async function leaveRejects(
  tools: Tools,
  run: WorkflowRun,
  { plan, content }: RunPlan,
  { chunk, rejected }: { readonly chunk: ChunkInput["chunk"]; readonly rejected: readonly Rejected[] },
): Promise<void> {
  if (plan === undefined) throw new HandlerError("bad-scratch", "Cannot store a chunk: the file could not be read");
  const { pipeline } = tools;
  const byOrdinal = new Map(rejected.map((reject) => [reject.ordinal, reject]));
  const { parser, batches } = readChunk(chunk, {
    readers: Object.values(pipeline.source.formats),
    plan,
    open: run.ranges(content),
  });
  const lines = run.scratch.lines(scratchNames.lateRejects(chunk.index));
  for await (const reads of batches) {
    const found = reads.flatMap((read) => {
      const reject = byOrdinal.get(read.ordinal);
      return reject === undefined
        ? []
        : JSON.stringify(protectedReject(pipeline, parser, { ...reject, raw: read.raw }));
    });
    await lines.write(found);
  }
  await lines.close();
}
