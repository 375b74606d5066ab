import type { ChunkReads } from "../chunks/read-chunk.ts";
import type { Pipeline } from "../pipeline.ts";
import type { Place, Read, Rejected, SourceRecord } from "../record.ts";
import { checkRecord, rejectIssues } from "./check-record.ts";
import { RowMaker } from "./make-rows.ts";
import { protectedReject } from "./protected-reject.ts";
import { type RunOptions, runTools } from "./run-tools.ts";

/** What a branch made of one record. */
export interface BranchAccepted extends Place {
  readonly kind: "value";
  /** The value as text, see `valueText`. */
  readonly text: string;
}

/** A record that has no row for any branch was rejected by all of them alike; one that a step refused, only by this branch. */
export interface BranchRejected {
  readonly kind: "rejected";
  readonly by: "contract" | "step";
  readonly rejected: Rejected;
}

export type BranchOutcome = BranchAccepted | BranchRejected;

/** So many records wait for their asynchronous steps at a time. */
const inFlightMax = 256;

/** Runs one branch of a pipeline on the records of one chunk; outcomes in the order of the file. */
export async function* runBranch(
  pipeline: Pipeline,
  branch: string,
  { parser, batches }: ChunkReads,
  options: RunOptions,
): AsyncGenerator<readonly BranchOutcome[]> {
  const rows = new RowMaker(pipeline, runTools(pipeline, options));
  const rejected = (by: BranchRejected["by"], reject: Rejected): BranchRejected => ({
    kind: "rejected",
    by,
    rejected: protectedReject(pipeline, parser, reject),
  });
  const ofRecord = async (record: SourceRecord): Promise<BranchOutcome> => {
    const result = await checkRecord(pipeline, record);
    if (result.issues !== undefined) return rejected("contract", rejectIssues(pipeline, record, result.issues));
    const made = await rows.branch(branch, record, result.value);
    if (made.kind === "rejected") return rejected("step", made);
    const { ordinal, line, byteOffset, byteLength } = record;
    return { ordinal, line, byteOffset, byteLength, ...made };
  };
  const outcome = (read: Read): BranchOutcome | Promise<BranchOutcome> =>
    read.kind === "rejected" ? rejected("contract", read) : ofRecord(read);
  for await (const reads of batches) {
    for (let from = 0; from < reads.length; from += inFlightMax) {
      yield await Promise.all(reads.slice(from, from + inFlightMax).map(outcome));
    }
  }
}
