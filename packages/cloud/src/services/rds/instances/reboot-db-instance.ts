import { on } from "../access.ts";
import { instanceState } from "../errors.ts";
import type { Instance } from "../model.ts";
import type { RdsOperation } from "../shapes.ts";
import { instanceOutput } from "./instance-output.ts";
import { changeInstanceJob } from "./job-kinds.ts";

/** @see https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_RebootDBInstance.html */
export const rebootDbInstance: RdsOperation<"RebootDBInstance"> = {
  access: on("RebootDBInstance", "db", ({ DBInstanceIdentifier: id }) => id),

  run({ store, jobs }, { DBInstanceIdentifier }) {
    const before = store.instance(DBInstanceIdentifier);
    const { DBInstanceIdentifier: id, DBClusterIdentifier: clusterId } = before;
    if (before.status !== "available") throw instanceState("Database instance is not in available state.");

    const instance: Instance = { ...before, status: "rebooting" };
    store.putInstance(instance);
    jobs.add(changeInstanceJob, { id }, { lane: clusterId ?? id });
    return { DBInstance: instanceOutput(store, instance) };
  },
};
