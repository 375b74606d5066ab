import { on } from "../access.ts";
import { select } from "../filters.ts";
import type { RdsOperation } from "../shapes.ts";
import { clusterOutput } from "./cluster-output.ts";

/** @see https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_DescribeDBClusters.html */
export const describeDbClusters: RdsOperation<"DescribeDBClusters"> = {
  access: on("DescribeDBClusters", "cluster", ({ DBClusterIdentifier: id }) => id),

  run({ store }, { DBClusterIdentifier, ...wanted }) {
    const found = DBClusterIdentifier === undefined ? store.list("cluster") : [store.cluster(DBClusterIdentifier)];
    const { items, Marker } = select(found, {
      ...wanted,
      idOf: ({ DBClusterIdentifier: id }) => id,
      filters: {
        "db-cluster-id": (one) => [one.DBClusterIdentifier, one.DBClusterArn],
        "db-cluster-resource-id": (one) => [one.DbClusterResourceId],
        engine: ({ Engine }) => [Engine],
      },
    });
    return { DBClusters: items.map((cluster) => clusterOutput(store, cluster)), Marker };
  },
};
