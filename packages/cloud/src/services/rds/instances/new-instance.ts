import { upperAlphanumeric } from "@millrace/core";
import type { Call } from "../../../kernel/operation.ts";
import { familyOf } from "../engine/versions.ts";
import { exists, invalidValue, missingParameter, notFound } from "../errors.ts";
import { given } from "../given.ts";
import { checkedIdentifier } from "../identifiers.ts";
import { arnOf, type Cluster, type Instance } from "../model.ts";
import type { Shapes } from "../shapes.ts";
import type { RdsStore } from "../store.ts";
import type { ServedPart } from "./own-part.ts";

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

type Given = Shapes["CreateDBInstance"]["input"] | Shapes["RestoreDBInstanceFromDBSnapshot"]["input"];

/** The instance that is asked for, whatever its data are made of; throws unless it can be made. */
export async function newInstance(
  { store, ids, clock }: Call<RdsStore>,
  input: Given,
  cluster: Cluster | undefined,
  served: (arn: string) => ServedPart | Promise<ServedPart>,
): Promise<Instance> {
  const id = checkedIdentifier("DBInstanceIdentifier", input.DBInstanceIdentifier);
  const DBInstanceClass = checkedClass(input.DBInstanceClass);
  const arn = arnOf(store.scope, "db", id);
  if (store.find("db", id) !== undefined) throw exists.instance();
  const { zones, ...part } = await served(arn);
  const parameterGroup = input.DBParameterGroupName ?? `default.${familyOf(part.Engine, part.EngineVersion)}`;
  if (!parameterGroup.startsWith("default.") && store.find("pg", parameterGroup) === undefined) {
    throw notFound.parameterGroup(parameterGroup);
  }
  if (store.find("db", id) !== undefined) throw exists.instance();
  return {
    PreferredMaintenanceWindow: "sun:04:00-sun:04:30",
    PerformanceInsightsEnabled: false,
    ...part,
    DBInstanceIdentifier: id,
    DBInstanceArn: arn,
    DbiResourceId: `db-${ids.text(resourceIdLength, upperAlphanumeric)}`,
    DBInstanceClass,
    DBClusterIdentifier: cluster?.DBClusterIdentifier,
    AvailabilityZone: input.AvailabilityZone ?? zones[0] ?? "",
    AllocatedStorage: input.AllocatedStorage ?? 1,
    StorageType: input.StorageType ?? (cluster === undefined ? "gp2" : "aurora"),
    ...defaults,
    ...given(input as Shapes["CreateDBInstance"]["input"], settable),
    parameterGroup,
    status: "creating",
    createdAt: clock.now(),
    tags: input.Tags ?? [],
  };
}

function checkedClass(name: string | undefined): string {
  if (name === undefined) throw missingParameter("DBInstanceClass");
  if (!/^db\.([a-z0-9]+\.[a-z0-9]+|serverless)$/.test(name)) throw invalidValue(`Invalid DB Instance class: ${name}`);
  return name;
}
