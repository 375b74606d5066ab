import { on } from "../access.ts";
import { select } from "../filters.ts";
import { lower } from "../model.ts";
import type { RdsOperation } from "../shapes.ts";
import { instanceSnapshotOutput } from "./instance-snapshot-output.ts";
import { instanceSnapshot } from "./new-instance-snapshot.ts";

/** @see https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_DescribeDBSnapshots.html */
export const describeDbSnapshots: RdsOperation<"DescribeDBSnapshots"> = {
  access: on("DescribeDBSnapshots", "snapshot", ({ DBSnapshotIdentifier: id }) => id),

  run({ store }, { DBSnapshotIdentifier, DBInstanceIdentifier, DbiResourceId, SnapshotType = "manual", ...wanted }) {
    const all =
      DBSnapshotIdentifier === undefined ? store.list("snapshot") : [instanceSnapshot(store, DBSnapshotIdentifier)];
    const instanceId = DBInstanceIdentifier === undefined ? undefined : lower(DBInstanceIdentifier);
    const found = all.filter(
      ({ instance }) =>
        SnapshotType === "manual" &&
        (instanceId === undefined || instance.DBInstanceIdentifier === instanceId) &&
        (DbiResourceId === undefined || instance.DbiResourceId === DbiResourceId),
    );
    const { items, Marker } = select(found, {
      ...wanted,
      idOf: (one) => one.id,
      filters: {
        "db-instance-id": ({ instance }) => [instance.DBInstanceIdentifier, instance.DBInstanceArn],
        "db-snapshot-id": (one) => [one.id],
        "dbi-resource-id": ({ instance }) => [instance.DbiResourceId],
        engine: ({ instance }) => [instance.Engine],
        "snapshot-type": () => ["manual"],
      },
    });
    return { DBSnapshots: items.map(instanceSnapshotOutput), Marker };
  },
};
