import type { JobHandler } from "../../kernel/job-handler.ts";
import { isOpen, keptSince, placeAt } from "./model.ts";
import type { KinesisStore } from "./store.ts";

export const retentionJob = "retention";

const hourMs = 60 * 60 * 1000;
/** Records removed in one turn. */
const expiredAtOnce = 500;

/** Removes what is older than a stream keeps, and closed shards that are empty for good. What waits for it is not shown. */
export const runRetention: JobHandler<KinesisStore> = {
  laneConcurrencyMax: 1,

  async run({ store, clock }, job) {
    const { name, id } = job.payload as { readonly name: string; readonly id: number };
    const stream = store.find(name);
    if (stream === undefined || stream.id !== id) return "done";
    const since = keptSince(stream, clock.now());
    const removed = store.records.expire(stream, since, expiredAtOnce);
    if (removed === expiredAtOnce) return { retry: { delayMs: 0 } };
    const shards = stream.shards.filter((shard) => isOpen(shard) || (shard.last ?? 0) >= placeAt(since));
    if (shards.length < stream.shards.length) store.put({ ...stream, shards });
    return { retry: { delayMs: Math.max(0, job.dueAt + hourMs - clock.now()) } };
  },
};
