import type { JobHandler } from "../../../kernel/job-handler.ts";
import type { RdsStore } from "../store.ts";

/** Copies what a cluster holds. */
export const takeSnapshot: JobHandler<RdsStore> = {
  laneConcurrencyMax: 1,

  async run({ store }, { payload }) {
    const { id } = payload as { readonly id: string };
    const snapshot = store.find("cluster-snapshot", id);
    if (snapshot === undefined) return "done";
    await store.servers.copy(snapshot.cluster.DbClusterResourceId, snapshot.resourceId);

    store.put("cluster-snapshot", id, { ...snapshot, status: "available" });
    return "done";
  },
};
