import { on } from "../access.ts";
import { clusterRole } from "../errors.ts";
import type { RdsOperation } from "../shapes.ts";
import { withRole } from "./associated-roles.ts";

/** @see https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_AddRoleToDBCluster.html */
export const addRoleToDbCluster: RdsOperation<"AddRoleToDBCluster"> = {
  access: (input, scope) => [
    on<typeof input>("AddRoleToDBCluster", "cluster", ({ DBClusterIdentifier: id }) => id)(input, scope),
    { action: "iam:PassRole", resource: input.RoleArn, context: { "iam:PassedToService": "rds.amazonaws.com" } },
  ],

  run({ store }, { DBClusterIdentifier, RoleArn = "", FeatureName }) {
    const cluster = store.cluster(DBClusterIdentifier);
    const roles = withRole(cluster, { RoleArn, FeatureName }, clusterRole(cluster.DBClusterIdentifier));

    store.putCluster({ ...cluster, roles });
  },
};
