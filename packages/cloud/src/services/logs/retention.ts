import type { JobHandler } from "../../kernel/job-handler.ts";
import { keptSince } from "./model.ts";
import type { Retention } from "./retention-job.ts";
import type { LogsStore } from "./store.ts";

const hourMs = 60 * 60 * 1000;
/** Events removed in one turn. */
const expiredAtOnce = 500;

/** Removes what is older than a group keeps, once an hour. What waits to be removed is not shown any more. */
export const runRetention: JobHandler<LogsStore> = {
  laneConcurrencyMax: 1,

  async run({ store, clock }, job) {
    const { group: name, sweep } = job.payload as Retention;
    const group = store.findGroup(name);
    if (group?.retentionDays === undefined || store.settings.sweep(name) !== sweep) return "done";
    const removed = store.expire(group, keptSince(group, clock.now()), expiredAtOnce);
    return { retry: { delayMs: removed === expiredAtOnce ? 0 : hourMs } };
  },
};
