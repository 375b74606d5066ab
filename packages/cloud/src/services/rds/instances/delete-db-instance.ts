import { on } from "../access.ts";
import { instanceState, invalidCombination } from "../errors.ts";
import { beginInstanceSnapshot, newInstanceSnapshot } from "../instance-snapshots/new-instance-snapshot.ts";
import type { Instance } from "../model.ts";
import { forgetSecret } from "../password.ts";
import type { RdsOperation } from "../shapes.ts";
import { instanceOutput } from "./instance-output.ts";
import { deleteInstanceJob } from "./job-kinds.ts";

/** @see https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_DeleteDBInstance.html */
export const deleteDbInstance: RdsOperation<"DeleteDBInstance"> = {
  access: on("DeleteDBInstance", "db", ({ DBInstanceIdentifier: id }) => id),

  async run(call, { DBInstanceIdentifier, SkipFinalSnapshot = false, FinalDBSnapshotIdentifier }) {
    const { store, jobs } = call;
    const before = store.instance(DBInstanceIdentifier);
    const { DBInstanceIdentifier: id, DBClusterIdentifier: clusterId } = before;
    if (before.DeletionProtection) {
      throw invalidCombination(
        "Cannot delete protected DB Instance, please disable deletion protection and try again.",
      );
    }
    if (before.status === "deleting") throw instanceState(`Instance ${id} is already being deleted.`);
    if (clusterId === undefined && !SkipFinalSnapshot && FinalDBSnapshotIdentifier === undefined) {
      throw invalidCombination("FinalDBSnapshotIdentifier is required unless SkipFinalSnapshot is specified.");
    }
    if (SkipFinalSnapshot && FinalDBSnapshotIdentifier !== undefined) {
      throw invalidCombination("FinalDBSnapshotIdentifier can not be specified with SkipFinalSnapshot.");
    }
    const snapshot =
      FinalDBSnapshotIdentifier === undefined
        ? undefined
        : newInstanceSnapshot(call, before, FinalDBSnapshotIdentifier, []);
    await forgetSecret(call, before.MasterUserSecret);

    const instance: Instance = { ...before, status: "deleting" };
    store.putInstance(instance);
    if (snapshot !== undefined) beginInstanceSnapshot(call, snapshot);
    jobs.add(deleteInstanceJob, { id }, { lane: clusterId ?? id });
    return { DBInstance: instanceOutput(store, instance) };
  },
};
