import { on } from "../access.ts";
import { instanceOutput } from "../instances/instance-output.ts";
import { makeInstanceJob } from "../instances/job-kinds.ts";
import { newInstance } from "../instances/new-instance.ts";
import { placementOf } from "../placement.ts";
import type { RdsOperation } from "../shapes.ts";
import { instanceSnapshot } from "./new-instance-snapshot.ts";

/** @see https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_RestoreDBInstanceFromDBSnapshot.html */
export const restoreDbInstanceFromDbSnapshot: RdsOperation<"RestoreDBInstanceFromDBSnapshot"> = {
  access: on("RestoreDBInstanceFromDBSnapshot", "db", ({ DBInstanceIdentifier: id }) => id),

  async run(call, input) {
    const { store, jobs } = call;
    const snapshot = instanceSnapshot(store, input.DBSnapshotIdentifier);
    const { instance: before } = snapshot;
    const { DBInstanceClass, AllocatedStorage, StorageType } = before;
    const made = await newInstance(
      call,
      { DBInstanceClass, AllocatedStorage, StorageType, ...input },
      undefined,
      async () => ({
        ...before,
        ...(await placementOf(call, input)),
        port: input.Port ?? 0,
        askedPort: input.Port ?? before.askedPort,
        DeletionProtection: input.DeletionProtection ?? false,
        IAMDatabaseAuthenticationEnabled:
          input.EnableIAMDatabaseAuthentication ?? before.IAMDatabaseAuthenticationEnabled,
        MasterUserSecret: undefined,
      }),
    );

    const instance = { ...made, restoredFrom: snapshot.resourceId };
    store.putInstance(instance);
    jobs.add(makeInstanceJob, { id: instance.DBInstanceIdentifier }, { lane: instance.DBInstanceIdentifier });
    return { DBInstance: instanceOutput(store, instance) };
  },
};
