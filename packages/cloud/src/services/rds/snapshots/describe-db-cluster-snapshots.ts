import { on } from "../access.ts";
import { notFound } from "../errors.ts";
import { select } from "../filters.ts";
import { lower } from "../model.ts";
import type { RdsOperation } from "../shapes.ts";
import { snapshotOutput } from "./snapshot-output.ts";

/** @see https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_DescribeDBClusterSnapshots.html */
export const describeDbClusterSnapshots: RdsOperation<"DescribeDBClusterSnapshots"> = {
  access: on("DescribeDBClusterSnapshots", "cluster-snapshot", ({ DBClusterSnapshotIdentifier: id }) => id),

  run({ store }, { DBClusterSnapshotIdentifier, DBClusterIdentifier, SnapshotType = "manual", ...wanted }) {
    const id = lower(DBClusterSnapshotIdentifier).split(":").at(-1) ?? "";
    const snapshot = store.find("cluster-snapshot", id);
    if (DBClusterSnapshotIdentifier !== undefined && snapshot === undefined) throw notFound.clusterSnapshot(id);
    const all = snapshot === undefined ? store.list("cluster-snapshot") : [snapshot];
    const clusterId = DBClusterIdentifier === undefined ? undefined : lower(DBClusterIdentifier);
    const found = all.filter(
      ({ cluster }) =>
        SnapshotType === "manual" && (clusterId === undefined || cluster.DBClusterIdentifier === clusterId),
    );
    const { items, Marker } = select(found, {
      ...wanted,
      idOf: (one) => one.id,
      filters: {
        "db-cluster-id": ({ cluster }) => [cluster.DBClusterIdentifier, cluster.DBClusterArn],
        "db-cluster-snapshot-id": (one) => [one.id],
        engine: ({ cluster }) => [cluster.Engine],
        "snapshot-type": () => ["manual"],
      },
    });
    return { DBClusterSnapshots: items.map(snapshotOutput), Marker };
  },
};
