import { on } from "../access.ts";
import type { Instance } from "../model.ts";
import type { RdsOperation } from "../shapes.ts";
import { instanceOutput } from "./instance-output.ts";
import { makeInstanceJob } from "./job-kinds.ts";
import { newInstance } from "./new-instance.ts";
import { partOfCluster, partOfItsOwn } from "./own-part.ts";

/** @see https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_CreateDBInstance.html */
export const createDbInstance: RdsOperation<"CreateDBInstance"> = {
  access: on("CreateDBInstance", "db", ({ DBInstanceIdentifier: id }) => id),

  async run(call, input) {
    const { store, jobs } = call;
    const cluster = input.DBClusterIdentifier === undefined ? undefined : store.cluster(input.DBClusterIdentifier);
    const made = await newInstance(call, input, cluster, (arn) =>
      cluster === undefined ? partOfItsOwn(call, input, arn) : partOfCluster(cluster, input),
    );

    const { PreferredMaintenanceWindow: window = "sun:04:00-sun:04:30", EnablePerformanceInsights = false } = input;
    const instance: Instance = {
      ...made,
      PreferredMaintenanceWindow: window.toLowerCase(),
      PerformanceInsightsEnabled: EnablePerformanceInsights,
    };
    store.putInstance(instance);
    const { DBInstanceIdentifier: id, DBClusterIdentifier: clusterId } = instance;
    jobs.add(makeInstanceJob, { id }, { lane: clusterId ?? id });
    return { DBInstance: instanceOutput(store, instance) };
  },
};
