import type { BlockPlace } from "../definition/definition.ts";
import type { ExecutionStatus } from "../model.ts";

export type Outcome = "succeeded" | "failed" | "timedOut" | "aborted";

export type Counts = Readonly<Record<Outcome | "pending" | "running" | "pendingRedrive" | "total", number>>;

/** What a distributed Map state does: a child execution for every item or batch of items. */
export interface MapRun {
  readonly arn: string;
  readonly status: "RUNNING" | "SUCCEEDED" | "FAILED" | "ABORTED";
  /** The execution and the thread whose state it is. */
  readonly executionArn: string;
  readonly threadId: number;
  readonly visit: number;
  readonly label: string;
  /** Of the states that run for each item. */
  readonly place: BlockPlace;
  readonly startedAt: number;
  readonly stoppedAt: number | undefined;
  readonly maxConcurrency: number;
  readonly toleratedCount: number | undefined;
  readonly toleratedPercentage: number | undefined;
  readonly redriveCount: number;
  readonly redrivenAt: number | undefined;
  /** Children that have been begun; those after it wait. */
  readonly next: number;
  /** No more items will come. */
  readonly isRead: boolean;
  readonly children: Counts;
  readonly items: Counts;
  readonly resultsWritten: number;
}

/** What a child is to be given. */
export interface MapInput {
  readonly index: number;
  readonly input: string;
  readonly itemCount: number;
  /** Of the first item in it. */
  readonly itemIndex: number;
}

/** What has become of a child. */
export interface ChildResult {
  readonly index: number;
  readonly outcome: Outcome;
  readonly executionArn: string;
  readonly name: string;
  readonly input: string;
  readonly output: string | undefined;
  readonly error: string | undefined;
  readonly cause: string | undefined;
  readonly startedAt: number;
  readonly stoppedAt: number;
  readonly redriveCount: number;
  readonly status: ExecutionStatus;
}

export const noCounts: Counts = {
  succeeded: 0,
  failed: 0,
  timedOut: 0,
  aborted: 0,
  pending: 0,
  running: 0,
  pendingRedrive: 0,
  total: 0,
};

export const add = (counts: Counts, more: Partial<Counts>): Counts => {
  const sum: Record<string, number> = { ...counts };
  for (const [name, count] of Object.entries(more)) sum[name] = (sum[name] ?? 0) + count;
  return sum as unknown as Counts;
};

/** What was not successful is to be done once more. */
export const awaitingRedrive = (counts: Counts): Counts => ({
  ...counts,
  failed: 0,
  timedOut: 0,
  aborted: 0,
  pendingRedrive: counts.pendingRedrive + unsuccessful(counts),
});

export const unsuccessful = ({ failed, timedOut, aborted }: Counts): number => failed + timedOut + aborted;
