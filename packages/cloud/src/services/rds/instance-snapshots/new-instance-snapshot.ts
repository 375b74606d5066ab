import type { Tag } from "@aws-sdk/client-rds";
import type { JobHandler } from "../../../kernel/job-handler.ts";
import type { Call } from "../../../kernel/operation.ts";
import { exists, instanceState, invalidCombination, notFound } from "../errors.ts";
import { checkedIdentifier } from "../identifiers.ts";
import { arnOf, type Instance, type InstanceSnapshot, lower } from "../model.ts";
import type { RdsStore } from "../store.ts";

export const takeInstanceSnapshotJob = "take-instance-snapshot";

/** The snapshot that is asked for; throws unless it can be taken. */
export function newInstanceSnapshot(
  { store, ids, clock }: Call<RdsStore>,
  instance: Instance,
  wanted: string | undefined,
  tags: readonly Tag[],
): InstanceSnapshot {
  const id = checkedIdentifier("DBSnapshotIdentifier", wanted);
  if (store.find("snapshot", id) !== undefined) throw exists.snapshot(id);
  if (instance.DBClusterIdentifier !== undefined) {
    throw invalidCombination("The requested DB Instance is a member of a DB Cluster: take a snapshot of the cluster.");
  }
  if (instance.status !== "available") {
    throw instanceState(`Instance ${instance.DBInstanceIdentifier} is not currently in the available state.`);
  }
  return {
    id,
    arn: arnOf(store.scope, "snapshot", id),
    resourceId: `snapshot-${ids.uuid()}`,
    instance,
    status: "creating",
    createdAt: clock.now(),
    restorableBy: [],
    tags: [...tags, ...(instance.CopyTagsToSnapshot ? instance.tags : [])],
  };
}

/** In line with what else happens to its instance. */
export function beginInstanceSnapshot({ store, jobs }: Call<RdsStore>, snapshot: InstanceSnapshot): void {
  store.put("snapshot", snapshot.id, snapshot);
  jobs.add(takeInstanceSnapshotJob, { id: snapshot.id }, { lane: snapshot.instance.DBInstanceIdentifier });
}

/** Copies what an instance holds. */
export const takeInstanceSnapshot: JobHandler<RdsStore> = {
  laneConcurrencyMax: 1,

  async run({ store }, { payload }) {
    const { id } = payload as { readonly id: string };
    const snapshot = store.find("snapshot", id);
    if (snapshot === undefined) return "done";
    await store.servers.copy(snapshot.instance.DbiResourceId, snapshot.resourceId);

    store.put("snapshot", id, { ...snapshot, status: "available" });
    return "done";
  },
};

/** By its identifier or its ARN. */
export function instanceSnapshot(store: RdsStore, name: string | undefined): InstanceSnapshot {
  const id = lower(name).split(":").at(-1) ?? "";
  const snapshot = store.find("snapshot", id);
  if (snapshot === undefined) throw notFound.snapshot(id);
  return snapshot;
}
