import { on } from "../access.ts";
import { clusterRole } from "../errors.ts";
import type { RdsOperation } from "../shapes.ts";
import { withoutRole } from "./associated-roles.ts";

/** @see https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_RemoveRoleFromDBCluster.html */
export const removeRoleFromDbCluster: RdsOperation<"RemoveRoleFromDBCluster"> = {
  access: on("RemoveRoleFromDBCluster", "cluster", ({ DBClusterIdentifier: id }) => id),

  run({ store }, { DBClusterIdentifier, RoleArn = "", FeatureName }) {
    const cluster = store.cluster(DBClusterIdentifier);
    const roles = withoutRole(cluster, { RoleArn, FeatureName }, clusterRole(cluster.DBClusterIdentifier));

    store.putCluster({ ...cluster, roles });
  },
};
