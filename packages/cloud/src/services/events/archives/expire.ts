import type { JobHandler } from "../../../kernel/job-handler.ts";
import type { EventsStore } from "../store.ts";

const dayMs = 24 * 60 * 60_000;
const eventsAtATime = 500;

/** Forgets what an archive has kept for long enough; looks once an hour, for as long as the archive is there. */
export const expire: JobHandler<EventsStore> = {
  laneConcurrencyMax: 1,

  async run({ store, clock }, job) {
    const { name, createdAt } = job.payload as { readonly name: string; readonly createdAt: number };
    const archive = store.archives.find(name);
    if (archive === undefined || archive.createdAt !== createdAt) return "done";
    const hasMore =
      archive.retentionDays > 0 &&
      store.archives.forget(name, clock.now() - archive.retentionDays * dayMs, eventsAtATime);
    return { retry: { delayMs: hasMore ? 0 : 60 * 60_000 } };
  },
};
