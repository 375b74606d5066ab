import { on } from "../access.ts";
import { select } from "../filters.ts";
import type { RdsOperation } from "../shapes.ts";
import { clusterParameterGroupOutput } from "./db-cluster-parameter-group-output.ts";
import { groupNamed } from "./group-named.ts";

/** @see https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_DescribeDBClusterParameterGroups.html */
export const describeDbClusterParameterGroups: RdsOperation<"DescribeDBClusterParameterGroups"> = {
  access: on("DescribeDBClusterParameterGroups", "cluster-pg", ({ DBClusterParameterGroupName: id }) => id),

  run({ store }, { DBClusterParameterGroupName, ...wanted }) {
    const found =
      DBClusterParameterGroupName === undefined
        ? store.list("cluster-pg")
        : [groupNamed(store, "cluster-pg", DBClusterParameterGroupName)];
    const { items, Marker } = select(found, { ...wanted, idOf: ({ name }) => name });
    return { DBClusterParameterGroups: items.map(clusterParameterGroupOutput), Marker };
  },
};
