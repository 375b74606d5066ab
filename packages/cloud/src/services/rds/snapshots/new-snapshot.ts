import type { Tag } from "@aws-sdk/client-rds";
import type { Call } from "../../../kernel/operation.ts";
import { clusterState, exists } from "../errors.ts";
import { checkedIdentifier } from "../identifiers.ts";
import { arnOf, type Cluster, type ClusterSnapshot } from "../model.ts";
import type { RdsStore } from "../store.ts";

export const takeSnapshotJob = "take-snapshot";

/** The snapshot that is asked for; throws unless it can be taken. */
export function newSnapshot(
  { store, ids, clock }: Call<RdsStore>,
  cluster: Cluster,
  wanted: string | undefined,
  tags: readonly Tag[],
): ClusterSnapshot {
  const id = checkedIdentifier("DBClusterSnapshotIdentifier", wanted);
  if (store.find("cluster-snapshot", id) !== undefined) throw exists.clusterSnapshot(id);
  if (cluster.status !== "available") {
    throw clusterState(`DB Cluster ${cluster.DBClusterIdentifier} is not in available state.`);
  }
  return {
    id,
    arn: arnOf(store.scope, "cluster-snapshot", id),
    resourceId: `snapshot-${ids.uuid()}`,
    cluster,
    status: "creating",
    createdAt: clock.now(),
    tags: [...tags, ...(cluster.CopyTagsToSnapshot ? cluster.tags : [])],
  };
}

/** In line with what else happens to its cluster. */
export function beginSnapshot({ store, jobs }: Call<RdsStore>, snapshot: ClusterSnapshot): void {
  store.put("cluster-snapshot", snapshot.id, snapshot);
  jobs.add(takeSnapshotJob, { id: snapshot.id }, { lane: snapshot.cluster.DBClusterIdentifier });
}
