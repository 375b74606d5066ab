import { on } from "../access.ts";
import { exists, invalidCombination } from "../errors.ts";
import { checkedDatabase, checkedUser } from "../identifiers.ts";
import type { Cluster } from "../model.ts";
import { passwordOf } from "../password.ts";
import type { RdsOperation } from "../shapes.ts";
import { clusterOutput } from "./cluster-output.ts";
import { makeClusterJob } from "./job-kinds.ts";
import { newCluster } from "./new-cluster.ts";

/** @see https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_CreateDBCluster.html */
export const createDbCluster: RdsOperation<"CreateDBCluster"> = {
  access: on("CreateDBCluster", "cluster", ({ DBClusterIdentifier: id }) => id),

  async run(call, input) {
    const { store, jobs } = call;
    const made = await newCluster(call, input);
    const MasterUsername = checkedUser(input.MasterUsername);
    const database = checkedDatabase(input.DatabaseName);
    const owner = { username: MasterUsername, kind: "cluster" as const, arn: made.DBClusterArn };
    const password = await passwordOf(call, input, owner);
    if (password === undefined) {
      throw invalidCombination("Either MasterUserPassword or ManageMasterUserPassword must be specified.");
    }
    const cluster: Cluster = { ...made, MasterUsername, database, ...password };
    if (store.find("cluster", cluster.DBClusterIdentifier) !== undefined) throw exists.cluster();

    store.putCluster(cluster);
    jobs.add(makeClusterJob, { id: cluster.DBClusterIdentifier }, { lane: cluster.DBClusterIdentifier });
    return { DBCluster: clusterOutput(store, cluster) };
  },
};
