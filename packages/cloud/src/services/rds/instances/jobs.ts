import type { Job, JobHandler } from "../../../kernel/job-handler.ts";
import type { Instance } from "../model.ts";
import { makeDatabase } from "../server/make-database.ts";
import type { RdsStore } from "../store.ts";
import { serveInstance } from "./serve-instance.ts";

/** What a job is about, as it is now. */
const instanceOf = (store: RdsStore, { payload }: Job): Instance | undefined =>
  store.find("db", (payload as { readonly id: string }).id);

const waitMs = 200;

/** Makes a server for an instance that stands alone; one of a cluster is there as soon as its cluster is. */
export const makeInstance: JobHandler<RdsStore> = {
  laneConcurrencyMax: 1,

  async run({ store }, job) {
    const asked = instanceOf(store, job);
    if (asked === undefined) return "done";
    const { DBClusterIdentifier: clusterId } = asked;
    if (clusterId !== undefined && store.find("cluster", clusterId)?.status === "creating") {
      return { retry: { delayMs: waitMs } };
    }
    let { port } = asked;
    if (clusterId === undefined) {
      if (asked.restoredFrom !== undefined) await store.servers.copy(asked.restoredFrom, asked.DbiResourceId);
      port = await serveInstance(store, asked);
      await makeDatabase(await store.servers.serverOf(asked.DbiResourceId), asked);
    }

    const instance = instanceOf(store, job);
    if (instance !== undefined) store.putInstance({ ...instance, port, status: "available", restoredFrom: undefined });
    return "done";
  },
};

/** Brings a new password to the server, and restarts it where that is asked for. */
export const changeInstance: JobHandler<RdsStore> = {
  laneConcurrencyMax: 1,

  async run({ store }, job) {
    const asked = instanceOf(store, job);
    if (asked === undefined) return "done";
    const { status, DBClusterIdentifier: clusterId, DbiResourceId } = asked;
    const cluster = clusterId === undefined ? undefined : store.find("cluster", clusterId);
    const resourceId = cluster?.DbClusterResourceId ?? DbiResourceId;
    if (status === "rebooting") await store.servers.restart(resourceId);
    else if (clusterId === undefined) await makeDatabase(await store.servers.serverOf(resourceId), asked);

    const instance = instanceOf(store, job);
    if (instance?.status === status) store.putInstance({ ...instance, status: "available" });
    return "done";
  },
};

export const deleteInstance: JobHandler<RdsStore> = {
  laneConcurrencyMax: 1,

  async run({ store }, job) {
    const instance = instanceOf(store, job);
    if (instance === undefined) return "done";
    const isCopied = store
      .list("snapshot")
      .some((one) => one.status === "creating" && one.instance.DbiResourceId === instance.DbiResourceId);
    if (isCopied) return { retry: { delayMs: waitMs } };
    if (instance.DBClusterIdentifier === undefined) await store.servers.remove(instance.DbiResourceId);

    store.delete("db", instance.DBInstanceIdentifier);
    return "done";
  },
};
