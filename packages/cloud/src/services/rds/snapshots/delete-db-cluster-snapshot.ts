import { on } from "../access.ts";
import { notFound } from "../errors.ts";
import { lower } from "../model.ts";
import type { RdsOperation } from "../shapes.ts";
import { snapshotOutput } from "./snapshot-output.ts";

/** @see https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_DeleteDBClusterSnapshot.html */
export const deleteDbClusterSnapshot: RdsOperation<"DeleteDBClusterSnapshot"> = {
  access: on("DeleteDBClusterSnapshot", "cluster-snapshot", ({ DBClusterSnapshotIdentifier: id }) => id),

  async run({ store }, { DBClusterSnapshotIdentifier }) {
    const id = lower(DBClusterSnapshotIdentifier);
    const snapshot = store.find("cluster-snapshot", id);
    if (snapshot === undefined) throw notFound.clusterSnapshot(id);
    await store.servers.removeCopy(snapshot.resourceId);

    store.delete("cluster-snapshot", id);
    return { DBClusterSnapshot: { ...snapshotOutput(snapshot), Status: "deleted" } };
  },
};
