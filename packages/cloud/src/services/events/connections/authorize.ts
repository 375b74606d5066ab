import type { JobHandler } from "../../../kernel/job-handler.ts";
import type { EventsStore } from "../store.ts";

/** Asks for the first token of an OAuth connection, and keeps what came of it. */
export const authorize: JobHandler<EventsStore> = {
  laneConcurrencyMax: 4,

  async run(call, job) {
    const { name, modifiedAt } = job.payload as { readonly name: string; readonly modifiedAt: number };
    const { store, clock } = call;
    const before = store.connections.find(name);
    if (before === undefined || before.modifiedAt !== modifiedAt) return "done";
    let reason: string | undefined;
    await store.tokens.header(before.id, before.auth.OAuthParameters ?? {}).catch((error: unknown) => {
      reason = error instanceof Error ? error.message : String(error);
    });
    const connection = store.connections.find(name);
    if (connection === undefined || connection.modifiedAt !== modifiedAt) return "done";
    store.connections.put(
      reason === undefined
        ? { ...connection, state: "AUTHORIZED", stateReason: undefined, authorizedAt: clock.now() }
        : { ...connection, state: "DEAUTHORIZED", stateReason: reason },
    );
    return "done";
  },
};
