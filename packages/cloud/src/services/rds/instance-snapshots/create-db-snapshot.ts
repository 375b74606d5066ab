import { on } from "../access.ts";
import type { RdsOperation } from "../shapes.ts";
import { instanceSnapshotOutput } from "./instance-snapshot-output.ts";
import { beginInstanceSnapshot, newInstanceSnapshot } from "./new-instance-snapshot.ts";

/** @see https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_CreateDBSnapshot.html */
export const createDbSnapshot: RdsOperation<"CreateDBSnapshot"> = {
  access: on("CreateDBSnapshot", "snapshot", ({ DBSnapshotIdentifier: id }) => id),

  run(call, { DBInstanceIdentifier, DBSnapshotIdentifier, Tags = [] }) {
    const instance = call.store.instance(DBInstanceIdentifier);
    const snapshot = newInstanceSnapshot(call, instance, DBSnapshotIdentifier, Tags);

    beginInstanceSnapshot(call, snapshot);
    return { DBSnapshot: instanceSnapshotOutput(snapshot) };
  },
};
