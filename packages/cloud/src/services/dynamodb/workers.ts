import type { Clock } from "@millrace/core";
import type { JobHandler } from "../../kernel/job-handler.ts";
import type { Jobs } from "../../kernel/jobs.ts";
import type { DynamoDbStore } from "./store.ts";
import { sweepWhenDue } from "./sweep.ts";

const backfilledAtOnceMax = 1000;

/** Deletes what is over when its time comes: items, records of streams, what recovery no longer needs. Answers how to end it. */
export function deleteWhatIsOver(store: DynamoDbStore, clock: Clock): () => void {
  const ends = [
    sweepWhenDue(clock, {
      sweep: (now) => store.sweepExpired(now),
      onDue: (listener) => store.onExpiry(listener),
    }),
    sweepWhenDue(clock, store.streams),
    sweepWhenDue(clock, {
      sweep: (now) => store.sweepHistory(now),
      onDue: (listener) => store.history.onDue(listener),
    }),
  ];
  return () => {
    for (const end of ends) end();
  };
}

interface Backfill {
  readonly tableName: string;
  readonly tableId: string;
  /** Undefined fills the list of items that expire. */
  readonly indexName?: string;
  /** The last key that was looked at, in base64. */
  readonly after?: string;
}

export const backfillJob = "backfill";

/** Fills an index with the items that were there before it: a small table at once, a large one in the background. */
export function startBackfill(store: DynamoDbStore, jobs: Jobs, tableName: string, indexName?: string): void {
  const table = store.table(tableName);
  const backfill = { tableName, tableId: table.definition.id, ...(indexName !== undefined && { indexName }) };
  const rest = backfillSome(store, backfill);
  if (rest !== undefined) jobs.add(backfillJob, rest, { lane: table.definition.id });
}

export const backfillInBackground: JobHandler<DynamoDbStore> = {
  laneConcurrencyMax: 1,
  run({ store }, job) {
    const rest = backfillSome(store, job.payload as Backfill);
    return Promise.resolve(rest === undefined ? "done" : { retry: { delayMs: 0, payload: rest } });
  },
};

/** Answers what is left to do. */
function backfillSome(store: DynamoDbStore, backfill: Backfill): Backfill | undefined {
  const { tableName, tableId, indexName, after } = backfill;
  const table = store.findTable(tableName);
  if (table?.definition.id !== tableId) return undefined;
  const from = after === undefined ? undefined : Buffer.from(after, "base64");
  const last = store.backfill(table, indexName, from, backfilledAtOnceMax);
  if (last !== undefined) return { ...backfill, after: last.toString("base64") };
  if (indexName !== undefined) store.markIndexReady(table, indexName);
  return undefined;
}
