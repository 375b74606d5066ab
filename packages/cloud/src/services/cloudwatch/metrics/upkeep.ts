import type { JobHandler } from "../../../kernel/job-handler.ts";
import type { CloudWatchStore } from "../store.ts";
import { keptMs } from "./point-store.ts";

const hourMs = 60 * 60 * 1000;
/** Metrics looked at in one turn. */
const metricsAtOnce = 50;

interface Upkeep {
  /** The key of the last metric of the page before. */
  readonly after?: readonly string[] | undefined;
}

/** Once an hour makes old points coarser and forgets what is too old, a few metrics at a time. */
export const runUpkeep: JobHandler<CloudWatchStore> = {
  laneConcurrencyMax: 1,

  run: async ({ store, clock }, job) => {
    const { after } = job.payload as Upkeep;
    const page = store.metricsAfter(after, metricsAtOnce);
    for (const metric of page) {
      store.points.age(metric, clock.now());
      if (metric.lastAt < clock.now() - keptMs && store.points.isEmpty(metric)) store.forgetMetric(metric);
    }
    const last = page.at(-1);
    if (page.length === metricsAtOnce && last !== undefined) {
      return { retry: { delayMs: 0, payload: { after: store.metricKey(last) } satisfies Upkeep } };
    }
    return store.hasMetrics() ? { retry: { delayMs: hourMs, payload: {} } } : "done";
  },
};
