import type { Clock, Ids, Log, Timer } from "@millrace/core";
import type { Job, JobHandler, JobOutcome } from "./job-handler.ts";
import type { Jobs } from "./jobs.ts";
import type { Call, Scope } from "./operation.ts";
import type { Database } from "./store/database.ts";
import { keyAfterPrefix, tupleKey } from "./store/keys.ts";
import type { Storage } from "./store/storage.ts";
import type { Entry, Table } from "./store/table.ts";

interface Stored {
  readonly id: string;
  readonly payload: unknown;
  readonly attempts: number;
  readonly addedAt: number;
}

interface Lane {
  readonly kind: string;
  readonly prefix: Buffer;
  /** Keys of the jobs that run now; they stay in the table until they are done. */
  readonly running: Set<string>;
  wakeUp: Timer | undefined;
}

export interface JobQueueOptions<Store> {
  readonly storage: Storage;
  readonly database: Database;
  readonly scope: Scope;
  readonly handlers: Readonly<Record<string, JobHandler<Store>>>;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly log: Log;
  /** A fresh call for one job, as the account. */
  readonly newCall: () => Call<Store>;
}

const backOffMsMin = 1_000;
const backOffMsMax = 60_000;

/**
 * The queued work of one service in one scope. Jobs stand in a table ordered by lane, due time and arrival; memory holds
 * only what runs now. A job leaves the table in the transaction that finishes it, so a crash runs it again.
 */
export class JobQueue<Store> implements Jobs {
  readonly #options: JobQueueOptions<Store>;
  readonly #table: Table;
  readonly #lanes = new Map<string, Lane>();
  #sequence = 0;
  #isStopped = false;

  constructor(options: JobQueueOptions<Store>) {
    this.#options = options;
    this.#table = options.database.table("jobs");
  }

  add(kind: string, payload: unknown, options: { readonly delayMs?: number; readonly lane?: string } = {}): void {
    const { clock, ids, storage } = this.#options;
    const lane = this.#lane(kind, options.lane ?? "");
    const stored = { id: ids.uuid(), payload, attempts: 0, addedAt: clock.now() };
    this.#put(lane, clock.now() + (options.delayMs ?? 0), stored);
    storage.afterCommit(() => this.#pump(lane));
  }

  /** Takes up everything that an earlier run of the program left. */
  resume(): void {
    let next: Buffer | undefined = Buffer.alloc(0);
    while (next !== undefined) {
      const first: Entry | undefined = this.#table.range({ from: next, limit: 1 }).next().value;
      if (first === undefined) return;
      const [kind, lane] = readLane(first.key);
      this.#pump(this.#lane(kind, lane));
      next = keyAfterPrefix(tupleKey(kind, lane));
    }
  }

  /** Starts nothing more. What runs is left to end or to be run again by the next start. */
  stop(): void {
    this.#isStopped = true;
    for (const lane of this.#lanes.values()) lane.wakeUp?.cancel();
  }

  #lane(kind: string, name: string): Lane {
    const prefix = tupleKey(kind, name);
    const id = prefix.toString("latin1");
    let lane = this.#lanes.get(id);
    if (lane === undefined) {
      lane = { kind, prefix, running: new Set(), wakeUp: undefined };
      this.#lanes.set(id, lane);
    }
    return lane;
  }

  #put(lane: Lane, dueAt: number, stored: Stored): void {
    const key = Buffer.concat([lane.prefix, tupleKey(dueAt, this.#options.clock.now(), this.#sequence++)]);
    this.#table.put(key, JSON.stringify(stored));
  }

  /** Starts what is due, up to the lane's limit, and wakes up again when the next job comes due. */
  #pump(lane: Lane): void {
    lane.wakeUp?.cancel();
    lane.wakeUp = undefined;
    const handler = this.#options.handlers[lane.kind];
    if (this.#isStopped || handler === undefined) return;
    const end = keyAfterPrefix(lane.prefix);
    const range = { from: lane.prefix, ...(end === undefined ? {} : { before: end }) };
    // Each entry that is passed over runs, and no more than that can: payloads further behind need not be read.
    for (const entry of this.#table.range({ ...range, limit: handler.laneConcurrencyMax })) {
      if (lane.running.size >= handler.laneConcurrencyMax) return;
      if (lane.running.has(entry.key.toString("latin1"))) continue;
      const waitMs = dueAt(entry.key, lane) - this.#options.clock.now();
      if (waitMs > 0) {
        lane.wakeUp = this.#options.clock.after(waitMs, () => this.#pump(lane));
        return;
      }
      void this.#start(lane, handler, entry);
    }
  }

  async #start(lane: Lane, handler: JobHandler<Store>, entry: Entry): Promise<void> {
    const name = entry.key.toString("latin1");
    lane.running.add(name);
    const stored = JSON.parse(entry.value) as Stored;
    const job = { ...stored, kind: lane.kind, dueAt: dueAt(entry.key, lane), scope: this.#options.scope };
    const outcome = await this.#run(handler, job);
    if (this.#isStopped) return;
    this.#table.delete(entry.key);
    if (outcome !== "done") {
      const { delayMs, payload = stored.payload } = outcome.retry;
      this.#put(lane, this.#options.clock.now() + delayMs, { ...stored, payload, attempts: stored.attempts + 1 });
    }
    this.#options.storage.afterCommit(() => {
      lane.running.delete(name);
      this.#pump(lane);
    });
  }

  async #run(handler: JobHandler<Store>, job: Job): Promise<JobOutcome> {
    try {
      return await handler.run(this.#options.newCall(), job);
    } catch (error) {
      const delayMs = Math.min(backOffMsMin * 2 ** job.attempts, backOffMsMax);
      if (!this.#isStopped) {
        this.#options.log.error("job failed and will run again", { kind: job.kind, job: job.id, delayMs, error });
      }
      return { retry: { delayMs } };
    }
  }
}

/** The due time stands right behind the lane's prefix; see encodeNumber of the key format. */
function dueAt(key: Buffer, lane: Lane): number {
  const bytes = Buffer.from(key.subarray(lane.prefix.length, lane.prefix.length + 8));
  bytes[0] = (bytes[0] ?? 0) ^ 0x80;
  return bytes.readDoubleBE();
}

/** Kind and lane are ours and never hold a zero byte, so each ends at the first one. */
function readLane(key: Buffer): [kind: string, lane: string] {
  const kindEnd = key.indexOf(0);
  const laneEnd = key.indexOf(0, kindEnd + 2);
  return [key.toString("utf8", 0, kindEnd), key.toString("utf8", kindEnd + 2, laneEnd)];
}
