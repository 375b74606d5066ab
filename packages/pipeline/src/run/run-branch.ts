import { keysOf, rowKeys } from "../checks/file-checker.ts";
import type { ChunkReads } from "../chunks/read-chunk.ts";
import type { Checked, RecordChecker } from "../contract/record-checker.ts";
import { spanText } from "../direct/json-page.ts";
import type { Pipeline } from "../pipeline.ts";
import type { Place, Read, Rejected, SourceRecord, Written } from "../record.ts";
import type { RunTools } from "../step-context.ts";
import { type BranchValue, RowMaker } from "./make-rows.ts";
import { protectedReject } from "./protected-reject.ts";
import { fillVault, type RunOptions } from "./run-tools.ts";

/** What a branch made of one record. */
export interface BranchAccepted extends Place {
  readonly kind: "value";
  /** The value as text, see `valueText`. */
  readonly text: string;
  /** One hash for each set of fields that no two records may have alike. */
  readonly keys: readonly Buffer[];
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

export interface BranchRun extends Pick<RunOptions, "vault"> {
  readonly checker: RecordChecker;
  readonly tools: RunTools;
}

/** Runs one branch of a pipeline on the records of one chunk; outcomes in the order of the file. */
export async function* runBranch(
  pipeline: Pipeline,
  branch: string,
  { parser, batches }: ChunkReads,
  { checker, tools, vault }: BranchRun,
): AsyncGenerator<readonly BranchOutcome[]> {
  const keys = keysOf(pipeline);
  const rows = new RowMaker(pipeline, tools);
  const rejected = (by: BranchRejected["by"], reject: Rejected): BranchRejected => ({
    kind: "rejected",
    by,
    rejected: protectedReject(pipeline, parser, reject),
  });
  const ofValue = (record: SourceRecord, row: unknown, made: BranchValue | Rejected): BranchOutcome => {
    if (made.kind === "rejected") return rejected("step", made);
    const { ordinal, line, byteOffset, byteLength } = record;
    return { ordinal, line, byteOffset, byteLength, keys: rowKeys(keys, row), ...made };
  };
  const ofRecord = (record: SourceRecord, checked: Checked | Rejected): BranchOutcome | Promise<BranchOutcome> => {
    if (checked.kind === "rejected") return rejected("contract", checked);
    const made = rows.branch(branch, record, checked.row);
    return made instanceof Promise
      ? made.then((settled) => ofValue(record, checked.row, settled))
      : ofValue(record, checked.row, made);
  };
  const ofWritten = (record: SourceRecord, written: Written): BranchOutcome => {
    const reject = checker.checkWritten(record, written);
    const text = `{"v":${spanText(written)}}`;
    return reject === undefined ? ofValue(record, written.keys, { kind: "value", text }) : rejected("contract", reject);
  };
  const outcome = (read: Read): BranchOutcome | readonly [] | Promise<BranchOutcome> => {
    if (read.kind === "rejected") return rejected("contract", read);
    if (read.written !== undefined) return ofWritten(read, read.written);
    const checked = checker.check(read);
    if (checked === undefined) return [];
    return checked instanceof Promise ? checked.then((settled) => ofRecord(read, settled)) : ofRecord(read, checked);
  };
  for await (const reads of batches) {
    for (let from = 0; from < reads.length; from += inFlightMax) {
      const some = reads.slice(from, from + inFlightMax).flatMap(outcome);
      const outcomes = some.some((made) => made instanceof Promise) ? await Promise.all(some) : some;
      await fillVault(tools, { vault });
      // Nothing in it is a promise any more, which the compiler cannot see.
      yield outcomes as readonly BranchOutcome[];
    }
  }
}
