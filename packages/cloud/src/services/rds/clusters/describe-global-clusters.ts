import { onAnything } from "../access.ts";
import { noGlobalCluster } from "../errors.ts";
import type { RdsOperation } from "../shapes.ts";

/** @see https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_DescribeGlobalClusters.html */
export const describeGlobalClusters: RdsOperation<"DescribeGlobalClusters"> = {
  access: onAnything("DescribeGlobalClusters"),

  run(_, { GlobalClusterIdentifier: id }) {
    // Clusters of this cloud are at home in one region each.
    if (id !== undefined) throw noGlobalCluster(id);
    return { GlobalClusters: [] };
  },
};
