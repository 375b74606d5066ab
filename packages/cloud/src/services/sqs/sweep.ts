import type { JobHandler } from "../../kernel/job-handler.ts";
import type { SqsStore } from "./store.ts";

export const sweepJob = "sweep";

/** Messages removed in one turn. */
const sweptAtOnce = 500;

/** Removes what lies in a pile that was purged, or whose queue was deleted. */
export const runSweep: JobHandler<SqsStore> = {
  laneConcurrencyMax: 1,

  run: async ({ store }, job) => {
    const { pile } = job.payload as { readonly pile: number };
    return store.piles.sweep(pile, sweptAtOnce) ? "done" : { retry: { delayMs: 0 } };
  },
};
