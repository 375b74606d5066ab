import { on } from "../access.ts";
import type { RdsOperation } from "../shapes.ts";
import { instanceSnapshotOutput } from "./instance-snapshot-output.ts";
import { instanceSnapshot } from "./new-instance-snapshot.ts";

/** @see https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_DeleteDBSnapshot.html */
export const deleteDbSnapshot: RdsOperation<"DeleteDBSnapshot"> = {
  access: on("DeleteDBSnapshot", "snapshot", ({ DBSnapshotIdentifier: id }) => id),

  async run({ store }, { DBSnapshotIdentifier }) {
    const snapshot = instanceSnapshot(store, DBSnapshotIdentifier);
    await store.servers.removeCopy(snapshot.resourceId);

    store.delete("snapshot", snapshot.id);
    return { DBSnapshot: { ...instanceSnapshotOutput(snapshot), Status: "deleted" } };
  },
};
