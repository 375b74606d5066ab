import { type Clock, sleep } from "@millrace/core";
import { findRuns, type Run, type RunStatus, type Tools } from "@millrace/handlers";

const pollMs = 100;
const tellMs = 10_000;
const watchMs = 500;
const finished: readonly RunStatus[] = ["completed", "failed"];

export interface AwaitOptions {
  readonly tools: Tools;
  readonly clock: Clock;
  /** Told how long it has taken, now and then while it takes long. */
  readonly onWaiting: (waitedMs: number) => void;
}

/** Waits until each of these runs has ended, and answers them in the same order. */
export async function awaitRuns(runIds: readonly string[], { tools, clock, onWaiting }: AwaitOptions): Promise<Run[]> {
  const runs: Run[] = [];
  const started = clock.now();
  let toldAt = started;
  for (const runId of runIds) {
    for (;;) {
      const run = await tools.ledger.find(runId);
      if (run !== undefined && finished.includes(run.status)) {
        runs.push(run);
        break;
      }
      if (clock.now() - toldAt > tellMs) {
        toldAt = clock.now();
        onWaiting(toldAt - started);
      }
      await sleep(clock, pollMs);
    }
  }
  return runs;
}

export interface WatchOptions {
  readonly tools: Tools;
  readonly clock: Clock;
  /** Runs that have been told already. */
  readonly told: readonly Run[];
  readonly signal: AbortSignal;
}

/** Runs as they end, each once, until the signal says enough. */
export async function* watchRuns({ tools, clock, told, signal }: WatchOptions): AsyncIterable<Run[]> {
  const key = ({ runId, finishedAt = "" }: Run): string => `${runId} ${finishedAt}`;
  const known = new Set(told.map(key));
  const from = new Date(clock.now()).toISOString();
  while (!signal.aborted) {
    const fresh: Run[] = [];
    for await (const run of findRuns(tools, { statuses: finished, from })) if (!known.has(key(run))) fresh.push(run);
    for (const run of fresh) known.add(key(run));
    if (fresh.length > 0) yield fresh;
    await sleep(clock, watchMs, signal).catch(() => undefined);
  }
}
