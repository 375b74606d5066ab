import { upperAlphanumeric } from "@millrace/core";
import { on } from "../access.ts";
import { familyOf } from "../engine/versions.ts";
import { exists, invalidValue, missingParameter, notFound } from "../errors.ts";
import { given } from "../given.ts";
import { checkedIdentifier } from "../identifiers.ts";
import { arnOf, type Instance } from "../model.ts";
import type { RdsOperation } from "../shapes.ts";
import { instanceOutput } from "./instance-output.ts";
import { makeInstanceJob } from "./job-kinds.ts";
import { partOfCluster, partOfItsOwn } from "./own-part.ts";

const resourceIdLength = 26;

const defaults = {
  AutoMinorVersionUpgrade: true,
  CACertificateIdentifier: "rds-ca-rsa2048-g1",
  CopyTagsToSnapshot: false,
  MonitoringInterval: 0,
  MultiAZ: false,
  PromotionTier: 1,
  PubliclyAccessible: false,
};
const settable = [
  "MonitoringRoleArn",
  "AutoMinorVersionUpgrade",
  "CACertificateIdentifier",
  "CopyTagsToSnapshot",
  "MonitoringInterval",
  "MultiAZ",
  "PromotionTier",
  "PubliclyAccessible",
] as const;

/** @see https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_CreateDBInstance.html */
export const createDbInstance: RdsOperation<"CreateDBInstance"> = {
  access: on("CreateDBInstance", "db", ({ DBInstanceIdentifier: id }) => id),

  async run(call, input) {
    const { store, jobs, ids, clock } = call;
    const id = checkedIdentifier("DBInstanceIdentifier", input.DBInstanceIdentifier);
    const DBInstanceClass = checkedClass(input.DBInstanceClass);
    const arn = arnOf(store.scope, "db", id);
    if (store.find("db", id) !== undefined) throw exists.instance();
    const cluster = input.DBClusterIdentifier === undefined ? undefined : store.cluster(input.DBClusterIdentifier);
    const { zones, ...served } =
      cluster === undefined ? await partOfItsOwn(call, input, arn) : partOfCluster(cluster, input);
    const parameterGroup = input.DBParameterGroupName ?? `default.${familyOf(served.Engine, served.EngineVersion)}`;
    if (!parameterGroup.startsWith("default.") && store.find("pg", parameterGroup) === undefined) {
      throw notFound.parameterGroup(parameterGroup);
    }
    if (store.find("db", id) !== undefined) throw exists.instance();

    const instance: Instance = {
      ...served,
      DBInstanceIdentifier: id,
      DBInstanceArn: arn,
      DbiResourceId: `db-${ids.text(resourceIdLength, upperAlphanumeric)}`,
      DBInstanceClass,
      DBClusterIdentifier: cluster?.DBClusterIdentifier,
      AvailabilityZone: input.AvailabilityZone ?? zones[0] ?? "",
      AllocatedStorage: input.AllocatedStorage ?? 1,
      StorageType: input.StorageType ?? (cluster === undefined ? "gp2" : "aurora"),
      PreferredMaintenanceWindow: (input.PreferredMaintenanceWindow ?? "sun:04:00-sun:04:30").toLowerCase(),
      PerformanceInsightsEnabled: input.EnablePerformanceInsights ?? false,
      ...defaults,
      ...given(input, settable),
      parameterGroup,
      status: "creating",
      createdAt: clock.now(),
      tags: input.Tags ?? [],
    };
    store.putInstance(instance);
    jobs.add(makeInstanceJob, { id }, { lane: cluster?.DBClusterIdentifier ?? id });
    return { DBInstance: instanceOutput(store, instance) };
  },
};

function checkedClass(name: string | undefined): string {
  if (name === undefined) throw missingParameter("DBInstanceClass");
  if (!/^db\.([a-z0-9]+\.[a-z0-9]+|serverless)$/.test(name)) throw invalidValue(`Invalid DB Instance class: ${name}`);
  return name;
}
