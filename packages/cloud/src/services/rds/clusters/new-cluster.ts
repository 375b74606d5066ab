import { upperAlphanumeric } from "@millrace/core";
import type { Call } from "../../../kernel/operation.ts";
import { type EngineVersion, findVersion, isEngine } from "../engine/versions.ts";
import { exists, invalidCombination, invalidValue, missingParameter, notFound } from "../errors.ts";
import { given } from "../given.ts";
import { checkedIdentifier } from "../identifiers.ts";
import { arnOf, type Cluster, isAurora } from "../model.ts";
import { placementOf } from "../placement.ts";
import type { Shapes } from "../shapes.ts";
import type { RdsStore } from "../store.ts";

/** What the operations that make a cluster have in common. */
type Given = Pick<
  Shapes["CreateDBCluster"]["input"],
  | "BackupRetentionPeriod"
  | "CopyTagsToSnapshot"
  | "DatabaseName"
  | "DBClusterIdentifier"
  | "DBClusterParameterGroupName"
  | "DBSubnetGroupName"
  | "DeletionProtection"
  | "EnableCloudwatchLogsExports"
  | "EnableHttpEndpoint"
  | "EnableIAMDatabaseAuthentication"
  | "Engine"
  | "EngineVersion"
  | "KmsKeyId"
  | "Port"
  | "PreferredBackupWindow"
  | "PreferredMaintenanceWindow"
  | "ServerlessV2ScalingConfiguration"
  | "StorageEncrypted"
  | "StorageType"
  | "Tags"
  | "VpcSecurityGroupIds"
>;

const defaults = {
  BackupRetentionPeriod: 1,
  CopyTagsToSnapshot: false,
  DeletionProtection: false,
  PreferredBackupWindow: "03:00-03:30",
  StorageEncrypted: false,
};
const settable = [
  "BackupRetentionPeriod",
  "CopyTagsToSnapshot",
  "DeletionProtection",
  "PreferredBackupWindow",
  "ServerlessV2ScalingConfiguration",
  "StorageEncrypted",
] as const;

const retentionMax = 35;
const resourceIdLength = 26;

/** The cluster that is asked for, without its owner. */
export async function newCluster(
  call: Call<RdsStore>,
  wanted: Given,
): Promise<Omit<Cluster, "MasterUsername" | "database" | "verifier">> {
  const { store, ids, clock } = call;
  const id = checkedIdentifier("DBClusterIdentifier", wanted.DBClusterIdentifier);
  const version = checkedVersion(wanted);
  checkNumbers(wanted);
  const parameterGroup = wanted.DBClusterParameterGroupName ?? `default.${version.family}`;
  if (!parameterGroup.startsWith("default.") && store.find("cluster-pg", parameterGroup) === undefined) {
    throw notFound.clusterParameterGroup(parameterGroup);
  }
  const { subnetGroup, securityGroupIds, zones } = await placementOf(call, wanted);
  if (store.find("cluster", id) !== undefined) throw exists.cluster();

  return {
    DBClusterIdentifier: id,
    DBClusterArn: arnOf(store.scope, "cluster", id),
    DbClusterResourceId: `cluster-${ids.text(resourceIdLength, upperAlphanumeric)}`,
    Engine: version.engine,
    EngineVersion: version.version,
    port: wanted.Port ?? 0,
    askedPort: wanted.Port,
    subnetGroup,
    securityGroupIds,
    AvailabilityZones: zones,
    PreferredMaintenanceWindow: (wanted.PreferredMaintenanceWindow ?? "sun:04:00-sun:04:30").toLowerCase(),
    KmsKeyId: wanted.StorageEncrypted === true ? await keyArn(call, wanted.KmsKeyId) : undefined,
    StorageType: wanted.StorageType === "aurora" ? undefined : wanted.StorageType,
    IAMDatabaseAuthenticationEnabled: wanted.EnableIAMDatabaseAuthentication ?? false,
    HttpEndpointEnabled: wanted.EnableHttpEndpoint ?? false,
    EnabledCloudwatchLogsExports: wanted.EnableCloudwatchLogsExports ?? [],
    ...defaults,
    ...given(wanted, settable),
    parameterGroup,
    status: "creating",
    createdAt: clock.now(),
    tags: wanted.Tags ?? [],
  };
}

function checkedVersion({ Engine, EngineVersion: wanted }: Given): EngineVersion {
  if (Engine === undefined) throw missingParameter("Engine");
  const engine = Engine.toLowerCase();
  if (!isEngine(engine)) throw invalidValue(`Invalid DB engine: ${Engine}`);
  if (!isAurora(engine)) {
    throw invalidCombination("The engine postgres has instances here, and Multi-AZ clusters of Aurora alone.");
  }
  const version = findVersion(engine, wanted);
  if (version === undefined) throw invalidCombination(`Cannot find version ${wanted} for ${engine}`);
  return version;
}

export function checkNumbers({ BackupRetentionPeriod: days, ServerlessV2ScalingConfiguration: scaling }: Given): void {
  if (days !== undefined && (days < 1 || days > retentionMax)) {
    throw invalidValue(
      `Invalid backup retention period: ${days}. Retention period must be between 1 and ${retentionMax}`,
    );
  }
  if (scaling === undefined) return;
  const { MinCapacity = 0, MaxCapacity = 0 } = scaling;
  if (
    MinCapacity < 0 ||
    MaxCapacity > 256 ||
    MaxCapacity < 1 ||
    MinCapacity > MaxCapacity ||
    [MinCapacity, MaxCapacity].some((value) => value % 0.5 !== 0)
  ) {
    throw invalidCombination(
      `Serverless v2 maximum capacity ${MaxCapacity} isn't valid. The maximum capacity must be at least 1.0 and at most 256, in steps of 0.5, and not below the minimum capacity ${MinCapacity}.`,
    );
  }
}

/** Keys are told by their ARN. */
async function keyArn(call: Call<RdsStore>, key: string | undefined): Promise<string> {
  if (key?.startsWith("arn:")) return key;
  const KeyId = key ?? "alias/aws/rds";
  const asked = call.aws.call("kms", "DescribeKey", { KeyId }, { principal: call.principal, via: "rds" });
  const found = await asked.catch((error: unknown) => {
    if (key !== undefined) throw error;
  });
  return found?.KeyMetadata?.Arn ?? `arn:aws:kms:${call.region}:${call.account}:${KeyId}`;
}
