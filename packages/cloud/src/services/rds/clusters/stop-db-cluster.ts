import { on } from "../access.ts";
import { clusterState } from "../errors.ts";
import type { Cluster } from "../model.ts";
import type { RdsOperation } from "../shapes.ts";
import { clusterOutput } from "./cluster-output.ts";
import { changeClusterJob } from "./job-kinds.ts";

/** @see https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_StopDBCluster.html */
export const stopDbCluster: RdsOperation<"StopDBCluster"> = {
  access: on("StopDBCluster", "cluster", ({ DBClusterIdentifier: id }) => id),

  run({ store, jobs }, { DBClusterIdentifier }) {
    const before = store.cluster(DBClusterIdentifier);
    const { DBClusterIdentifier: id, status } = before;
    if (status !== "available") throw clusterState(`DbCluster ${id} is in ${status} state`);

    const cluster: Cluster = { ...before, status: "stopping" };
    store.putCluster(cluster);
    for (const member of store.membersOf(cluster)) store.putInstance({ ...member, status: "stopping" });
    jobs.add(changeClusterJob, { id }, { lane: id });
    return { DBCluster: clusterOutput(store, cluster) };
  },
};
