import { createHash } from "node:crypto";
import { type Drift, indexKeys, ledgerKeyPrefix, partitionKey, type Rejected, sortKey } from "@millrace/pipeline";
import { fileIndex, statusIndex } from "@millrace/plan";
import { type AttributeItem, fromItem } from "../attribute-value.ts";

/** One version of one object of S3. */
export interface SourceFile {
  readonly bucket: string;
  readonly key: string;
  readonly size: number;
  readonly eTag: string;
  readonly versionId: string | undefined;
  /** Grows with every event of one key, so that a file sent again can be told from an event that came twice. */
  readonly sequencer: string;
  /** When it arrived, in milliseconds since the epoch. */
  readonly arrivedAt: number;
}

export type RunStatus = "running" | "completed" | "failed";

export interface RunCounts {
  readonly records: number;
  readonly accepted: number;
  readonly rejected: number;
  readonly bytes: number;
  /** Rows written. */
  readonly stored: number;
  /** Rows left as they were, because an insert-once sink had their key already. */
  readonly existing: number;
}

/** How far one function has come with a file: first it checks all of it, then it stores the rows. */
export interface Progress {
  readonly step: "checking" | "storing";
  readonly records: number;
  /** Of the unpacked file. */
  readonly bytes: number;
}

/** What the ledger knows of the reading of one file. */
export interface Run {
  readonly runId: string;
  readonly pipeline: string;
  readonly status: RunStatus;
  readonly bucket: string;
  readonly key: string;
  readonly versionId?: string;
  readonly eTag: string;
  readonly size: number;
  readonly arrivedAt: number;
  readonly attempts: number;
  readonly startedAt: string;
  readonly finishedAt?: string;
  readonly durationMs?: number;
  readonly counts?: RunCounts;
  /** US dollars by AWS's list prices; AWS's bill says what it was. */
  readonly estimatedCost?: number;
  readonly format?: string;
  readonly encoding?: string;
  /** How far a running run had come when it last kept its claim. */
  readonly progress?: Progress;
  /** Why it failed. */
  readonly reason?: { readonly code: string; readonly message: string };
  /** What the first function of its workflow failed with that failed for good; the run fails with it. */
  readonly failure?: { readonly code: string; readonly message: string };
  /** How the file departs from the contract, if it does. */
  readonly drift?: Drift;
  /** When somebody decided that nothing more is to be done about the rejects. */
  readonly rejectsDiscardedAt?: string;
  /** Keys of the files of rejects, in the same bucket. */
  readonly rejects?: { readonly ndjson: string; readonly csv: string };
}

/** The same file always has the same run: an event that comes twice finds the claim of the first. */
export const runIdOf = (file: Pick<SourceFile, "bucket" | "key" | "versionId" | "eTag">): string =>
  createHash("sha256")
    .update([file.bucket, file.key, file.versionId ?? file.eTag].join("\0"))
    .digest("hex")
    .slice(0, 32);

export const runPartition = (runId: string): string => `${ledgerKeyPrefix}run#${runId}`;

export const runSort = "run";

/** Rejects sort by where they stand in the file. */
export const rejectSort = (ordinal: number): string => `reject#${String(ordinal).padStart(12, "0")}`;

/** The values of the ledger's index keys for one run. */
export const runIndexKeys = (run: Pick<Run, "pipeline" | "status" | "bucket" | "key" | "startedAt" | "runId">) => ({
  [indexKeys(fileIndex).pk]: filePartition(run.bucket, run.key),
  [indexKeys(fileIndex).sk]: run.startedAt,
  [indexKeys(statusIndex).pk]: statusPartition(run.pipeline, run.status),
  [indexKeys(statusIndex).sk]: `${run.startedAt}#${run.runId}`,
});

export const filePartition = (bucket: string, key: string): string => `${bucket}/${key}`;

export const statusPartition = (pipeline: string, status: RunStatus): string => `${pipeline}#${status}`;

/** A run as DynamoDB returns it; undefined where the item is something else of the table. */
export function readRun(item: AttributeItem): Run | undefined {
  const isRun = item[partitionKey]?.S?.startsWith(ledgerKeyPrefix) && item[sortKey]?.S === runSort;
  // Only this room writes such items, in the shape of `Run`.
  return isRun ? (fromItem(item) as unknown as Run) : undefined;
}

/** A rejected record as DynamoDB returns it; undefined where the item is something else of the table. */
export function readReject(item: AttributeItem): Omit<Rejected, "kind"> | undefined {
  const isReject = item[partitionKey]?.S?.startsWith(ledgerKeyPrefix) && item[sortKey]?.S?.startsWith("reject#");
  return isReject ? (fromItem(item) as unknown as Omit<Rejected, "kind">) : undefined;
}
