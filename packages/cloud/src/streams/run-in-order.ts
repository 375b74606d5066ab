import { createHash } from "node:crypto";
import type { Clock } from "@millrace/core";
import type { StreamRecord } from "./stream-record.ts";

/** Retries come further and further apart. */
const retryMsMin = 1_000;
const retryMsMax = 60_000;
const refusedMs = 1_000;

/** Why records are given up. */
export type GiveUpCondition = "RetryAttemptsExhausted" | "MaximumRecordAgeExceeded";

/** What came of a batch: what is left of it to be tried again, and why. */
export type Tried<Cause> =
  | { readonly kind: "tried"; readonly left: readonly StreamRecord[]; readonly cause: Cause }
  /** It was not tried at all. */
  | { readonly kind: "refused" };

export interface InOrder<Cause> {
  readonly clock: Clock;
  readonly isStopped: () => boolean;
  readonly batchSize: number;
  /** Less than nothing for no limit. */
  readonly retriesMax: number;
  readonly ageSecondsMax: number;
  readonly bisects: boolean;
  deliver(batch: readonly StreamRecord[]): Promise<Tried<Cause>>;
  giveUp(
    batch: readonly StreamRecord[],
    how: { readonly condition: GiveUpCondition; readonly attempts: number; readonly cause?: Cause },
  ): Promise<void>;
}

/** Records of one key stay in order in one lane; lanes run side by side. */
export function lanesOf(records: readonly StreamRecord[], factor: number): readonly (readonly StreamRecord[])[] {
  if (factor <= 1) return [records];
  const lanes = Array.from({ length: factor }, (): StreamRecord[] => []);
  for (const record of records) {
    lanes[createHash("md5").update(record.orderKey).digest().readUInt32BE() % factor]?.push(record);
  }
  return lanes.filter((lane) => lane.length > 0);
}

/** Hands over records batch by batch until every one is done with, or given up, or nothing more is to be done. */
export async function runInOrder<Cause>(work: InOrder<Cause>, records: readonly StreamRecord[]): Promise<void> {
  const waiting: (readonly StreamRecord[])[] = [];
  for (let at = 0; at < records.length; at += work.batchSize) waiting.push(records.slice(at, at + work.batchSize));
  let attempts = 0;
  for (let next = waiting.shift(); next !== undefined && !work.isStopped(); next = waiting.shift()) {
    const batch = await withoutExpired(work, next, attempts);
    const tried = batch.length === 0 ? nothingLeft : await work.deliver(batch);
    if (tried.kind === "refused") {
      waiting.unshift(batch);
      await rest(work, refusedMs);
      continue;
    }
    if (tried.left.length === 0) {
      attempts = 0;
      continue;
    }
    attempts = tried.left.length < batch.length ? 0 : attempts + 1;
    const again = await whatIsTriedAgain(work, { ...tried, attempts });
    waiting.unshift(...again);
    if (again[0] !== tried.left) attempts = 0;
  }
}

const nothingLeft = { kind: "tried", left: [] } as const;

/** What failed is tried again, in halves where that is wanted, until it has been tried often enough. */
async function whatIsTriedAgain<Cause>(
  work: InOrder<Cause>,
  {
    left,
    attempts,
    ...tried
  }: { readonly left: readonly StreamRecord[]; readonly attempts: number; readonly cause?: Cause },
): Promise<readonly (readonly StreamRecord[])[]> {
  if (work.bisects && left.length > 1) {
    const middle = Math.ceil(left.length / 2);
    return [left.slice(0, middle), left.slice(middle)];
  }
  if (work.retriesMax >= 0 && attempts > work.retriesMax) {
    const { cause } = tried;
    const how = { condition: "RetryAttemptsExhausted" as const, attempts, ...(cause === undefined ? {} : { cause }) };
    await work.giveUp(left, how);
    return [];
  }
  await rest(work, Math.min(retryMsMin * 2 ** Math.max(0, attempts - 1), retryMsMax));
  return [left];
}

async function withoutExpired<Cause>(
  work: InOrder<Cause>,
  batch: readonly StreamRecord[],
  attempts: number,
): Promise<readonly StreamRecord[]> {
  const { ageSecondsMax, clock } = work;
  if (ageSecondsMax < 0) return batch;
  const oldest = clock.now() - ageSecondsMax * 1000;
  const expired = batch.filter(({ createdAt }) => createdAt < oldest);
  if (expired.length === 0) return batch;
  await work.giveUp(expired, { condition: "MaximumRecordAgeExceeded", attempts });
  return batch.filter(({ createdAt }) => createdAt >= oldest);
}

const rest = <Cause>({ clock }: InOrder<Cause>, ms: number): Promise<void> =>
  new Promise((resolve) => clock.after(ms, resolve));
