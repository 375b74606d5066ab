import { on } from "../access.ts";
import type { RdsOperation } from "../shapes.ts";
import { beginSnapshot, newSnapshot } from "./new-snapshot.ts";
import { snapshotOutput } from "./snapshot-output.ts";

/** @see https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_CreateDBClusterSnapshot.html */
export const createDbClusterSnapshot: RdsOperation<"CreateDBClusterSnapshot"> = {
  access: on("CreateDBClusterSnapshot", "cluster-snapshot", ({ DBClusterSnapshotIdentifier: id }) => id),

  run(call, { DBClusterIdentifier, DBClusterSnapshotIdentifier, Tags = [] }) {
    const cluster = call.store.cluster(DBClusterIdentifier);
    const snapshot = newSnapshot(call, cluster, DBClusterSnapshotIdentifier, Tags);

    beginSnapshot(call, snapshot);
    return { DBClusterSnapshot: snapshotOutput(snapshot) };
  },
};
