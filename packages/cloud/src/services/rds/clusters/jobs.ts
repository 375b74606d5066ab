import type { Job, JobHandler } from "../../../kernel/job-handler.ts";
import type { Cluster } from "../model.ts";
import { makeDatabase } from "../server/make-database.ts";
import type { RdsStore } from "../store.ts";
import { serveCluster } from "./serve-cluster.ts";

/** Until a last snapshot is taken. */
const waitMs = 200;

const idOf = ({ payload }: Job): string => (payload as { readonly id: string }).id;

/** What a job is about, as it is now. */
const clusterOf = (store: RdsStore, job: Job): Cluster | undefined => store.find("cluster", idOf(job));

/** Makes the server of a cluster, with its owner and its database. */
export const makeCluster: JobHandler<RdsStore> = {
  laneConcurrencyMax: 1,

  async run({ store }, job) {
    const asked = clusterOf(store, job);
    if (asked === undefined) return "done";
    if (asked.restoredFrom !== undefined) await store.servers.copy(asked.restoredFrom, asked.DbClusterResourceId);
    const port = await serveCluster(store, asked);
    await makeDatabase(await store.servers.serverOf(asked.DbClusterResourceId), asked);

    const cluster = clusterOf(store, job);
    if (cluster !== undefined) store.putCluster({ ...cluster, port, status: "available", restoredFrom: undefined });
    return "done";
  },
};

/** Brings what was changed to the server: its owner's password, and whether it is up. */
export const changeCluster: JobHandler<RdsStore> = {
  laneConcurrencyMax: 1,

  async run({ store }, job) {
    const asked = clusterOf(store, job);
    if (asked === undefined) return "done";
    const { status, DbClusterResourceId } = asked;
    if (status === "stopping") await store.servers.close(DbClusterResourceId);
    else {
      await serveCluster(store, asked);
      await makeDatabase(await store.servers.serverOf(DbClusterResourceId), asked);
    }

    const cluster = clusterOf(store, job);
    if (cluster?.status !== status) return "done";
    const next = status === "stopping" ? "stopped" : "available";
    store.putCluster({ ...cluster, status: next });
    for (const member of store.membersOf(cluster)) store.putInstance({ ...member, status: next });
    return "done";
  },
};

export const deleteCluster: JobHandler<RdsStore> = {
  laneConcurrencyMax: 1,

  async run({ store }, job) {
    const cluster = clusterOf(store, job);
    if (cluster === undefined) return "done";
    const isCopied = store
      .list("cluster-snapshot")
      .some((one) => one.status === "creating" && one.cluster.DbClusterResourceId === cluster.DbClusterResourceId);
    if (isCopied) return { retry: { delayMs: waitMs } };
    await store.servers.remove(cluster.DbClusterResourceId);

    store.delete("cluster", cluster.DBClusterIdentifier);
    return "done";
  },
};
