import { on } from "../access.ts";
import { select } from "../filters.ts";
import { arnOf } from "../model.ts";
import type { RdsOperation } from "../shapes.ts";
import { instanceOutput } from "./instance-output.ts";

/** @see https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_DescribeDBInstances.html */
export const describeDbInstances: RdsOperation<"DescribeDBInstances"> = {
  access: on("DescribeDBInstances", "db", ({ DBInstanceIdentifier: id }) => id),

  run({ store }, { DBInstanceIdentifier, ...wanted }) {
    const found = DBInstanceIdentifier === undefined ? store.list("db") : [store.instance(DBInstanceIdentifier)];
    const { items, Marker } = select(found, {
      ...wanted,
      idOf: ({ DBInstanceIdentifier: id }) => id,
      filters: {
        "db-cluster-id": ({ DBClusterIdentifier: id }) => [id, id && arnOf(store.scope, "cluster", id)],
        "db-instance-id": (one) => [one.DBInstanceIdentifier, one.DBInstanceArn],
        "dbi-resource-id": (one) => [one.DbiResourceId],
        engine: ({ Engine }) => [Engine],
      },
    });
    return { DBInstances: items.map((instance) => instanceOutput(store, instance)), Marker };
  },
};
