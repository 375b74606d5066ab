import { on } from "../access.ts";
import { clusterOutput } from "../clusters/cluster-output.ts";
import { makeClusterJob } from "../clusters/job-kinds.ts";
import { newCluster } from "../clusters/new-cluster.ts";
import { notFound } from "../errors.ts";
import { type Cluster, lower } from "../model.ts";
import type { RdsOperation } from "../shapes.ts";

/** @see https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_RestoreDBClusterFromSnapshot.html */
export const restoreDbClusterFromSnapshot: RdsOperation<"RestoreDBClusterFromSnapshot"> = {
  access: on("RestoreDBClusterFromSnapshot", "cluster", ({ DBClusterIdentifier: id }) => id),

  async run(call, input) {
    const { store, jobs } = call;
    const name = lower(input.SnapshotIdentifier).split(":").at(-1) ?? "";
    const snapshot = store.find("cluster-snapshot", name);
    if (snapshot === undefined) throw notFound.clusterSnapshot(name);
    const { MasterUsername, database, verifier, StorageEncrypted, KmsKeyId } = snapshot.cluster;
    const made = await newCluster(call, { ...input, StorageEncrypted, KmsKeyId: input.KmsKeyId ?? KmsKeyId });

    const cluster: Cluster = { ...made, MasterUsername, database, verifier, restoredFrom: snapshot.resourceId };
    store.putCluster(cluster);
    jobs.add(makeClusterJob, { id: cluster.DBClusterIdentifier }, { lane: cluster.DBClusterIdentifier });
    return { DBCluster: clusterOutput(store, cluster) };
  },
};
