import { on } from "../access.ts";
import { clusterState } from "../errors.ts";
import type { Cluster } from "../model.ts";
import type { RdsOperation } from "../shapes.ts";
import { clusterOutput } from "./cluster-output.ts";
import { changeClusterJob } from "./job-kinds.ts";

/** @see https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_StartDBCluster.html */
export const startDbCluster: RdsOperation<"StartDBCluster"> = {
  access: on("StartDBCluster", "cluster", ({ DBClusterIdentifier: id }) => id),

  run({ store, jobs }, { DBClusterIdentifier }) {
    const before = store.cluster(DBClusterIdentifier);
    const { DBClusterIdentifier: id, status } = before;
    if (status !== "stopped") throw clusterState(`DbCluster ${id} is in ${status} state`);

    const cluster: Cluster = { ...before, status: "starting" };
    store.putCluster(cluster);
    for (const member of store.membersOf(cluster)) store.putInstance({ ...member, status: "starting" });
    jobs.add(changeClusterJob, { id }, { lane: id });
    return { DBCluster: clusterOutput(store, cluster) };
  },
};
