import { on } from "../access.ts";
import type { InstanceSnapshot } from "../model.ts";
import type { RdsOperation } from "../shapes.ts";
import { instanceSnapshot } from "./new-instance-snapshot.ts";

/** @see https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_DescribeDBSnapshotAttributes.html */
export const describeDbSnapshotAttributes: RdsOperation<"DescribeDBSnapshotAttributes"> = {
  access: on("DescribeDBSnapshotAttributes", "snapshot", ({ DBSnapshotIdentifier: id }) => id),
  run: ({ store }, { DBSnapshotIdentifier }) => attributesOutput(instanceSnapshot(store, DBSnapshotIdentifier)),
};

/** Who may restore it besides its account. */
export const attributesOutput = ({ id, restorableBy }: InstanceSnapshot) => ({
  DBSnapshotAttributesResult: {
    DBSnapshotIdentifier: id,
    DBSnapshotAttributes: [{ AttributeName: "restore", AttributeValues: [...restorableBy] }],
  },
});
