import { on } from "../access.ts";
import { clusterState, invalidCombination } from "../errors.ts";
import type { Cluster } from "../model.ts";
import { forgetSecret } from "../password.ts";
import type { RdsOperation } from "../shapes.ts";
import { beginSnapshot, newSnapshot } from "../snapshots/new-snapshot.ts";
import { clusterOutput } from "./cluster-output.ts";
import { deleteClusterJob } from "./job-kinds.ts";

/** @see https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_DeleteDBCluster.html */
export const deleteDbCluster: RdsOperation<"DeleteDBCluster"> = {
  access: on("DeleteDBCluster", "cluster", ({ DBClusterIdentifier: id }) => id),

  async run(call, input) {
    const { store, jobs } = call;
    const cluster = store.cluster(input.DBClusterIdentifier);
    const { DBClusterIdentifier: id } = cluster;
    if (cluster.DeletionProtection) {
      throw invalidCombination("Cannot delete protected Cluster, please disable deletion protection and try again.");
    }
    if (store.membersOf(cluster).some(({ status }) => status !== "deleting")) {
      throw clusterState("Cluster cannot be deleted, it still contains DB instances in non-deleting state.");
    }
    if (cluster.status === "deleting") throw clusterState(`DbCluster ${id} is already being deleted.`);
    const { SkipFinalSnapshot: isSkipped = false, FinalDBSnapshotIdentifier: snapshotId } = input;
    if (isSkipped && snapshotId !== undefined) {
      throw invalidCombination(
        "FinalDBSnapshotIdentifier can not be specified when deleting a cluster without a final snapshot",
      );
    }
    if (!isSkipped && snapshotId === undefined) {
      throw invalidCombination("FinalDBSnapshotIdentifier is required unless SkipFinalSnapshot is specified.");
    }
    const snapshot = snapshotId === undefined ? undefined : newSnapshot(call, cluster, snapshotId, []);
    await forgetSecret(call, cluster.MasterUserSecret);

    const deleted: Cluster = { ...cluster, status: "deleting" };
    store.putCluster(deleted);
    if (snapshot !== undefined) beginSnapshot(call, snapshot);
    jobs.add(deleteClusterJob, { id }, { lane: id });
    return { DBCluster: clusterOutput(store, deleted) };
  },
};
