import type { Call } from "../../../kernel/operation.ts";
import { findVersion, isEngine } from "../engine/versions.ts";
import { invalidCombination, invalidValue, missingParameter } from "../errors.ts";
import { checkedDatabase, checkedUser } from "../identifiers.ts";
import { type Cluster, type Instance, isAurora } from "../model.ts";
import { passwordOf } from "../password.ts";
import { placementOf } from "../placement.ts";
import type { Shapes } from "../shapes.ts";
import type { RdsStore } from "../store.ts";

/** What an instance has of its own where it stands alone, and of its cluster where it is in one. */
export type ServedPart = Pick<
  Instance,
  | "BackupRetentionPeriod"
  | "DeletionProtection"
  | "EnabledCloudwatchLogsExports"
  | "Engine"
  | "EngineVersion"
  | "IAMDatabaseAuthenticationEnabled"
  | "KmsKeyId"
  | "MasterUsername"
  | "MasterUserSecret"
  | "PreferredBackupWindow"
  | "StorageEncrypted"
  | "database"
  | "askedPort"
  | "port"
  | "securityGroupIds"
  | "subnetGroup"
  | "verifier"
> & { readonly zones: readonly string[] };

type Given = Shapes["CreateDBInstance"]["input"];

const ofCluster = ["MasterUsername", "MasterUserPassword", "DBName", "AllocatedStorage", "StorageEncrypted"] as const;

export function partOfCluster(cluster: Cluster, given: Given): ServedPart {
  const own = ofCluster.find((name) => given[name] !== undefined);
  if (own !== undefined) {
    throw invalidCombination(
      `The requested DB Instance will be a member of a DB Cluster. ${own} is set for the cluster.`,
    );
  }
  if (given.Engine !== undefined && given.Engine !== cluster.Engine) {
    throw invalidCombination(
      `The engine name requested for your DB instance (${given.Engine}) doesn't match the engine name of your DB cluster (${cluster.Engine}).`,
    );
  }
  const { MasterUserSecret: _, DeletionProtection: __, AvailabilityZones: zones, ...rest } = cluster;
  return { ...rest, verifier: "", zones, DeletionProtection: given.DeletionProtection ?? false };
}

export async function partOfItsOwn(call: Call<RdsStore>, given: Given, arn: string): Promise<ServedPart> {
  const { Engine } = given;
  if (Engine === undefined) throw missingParameter("Engine");
  if (!isEngine(Engine)) throw invalidValue(`Invalid DB engine: ${Engine}`);
  if (isAurora(Engine)) {
    throw invalidCombination(
      "DBClusterIdentifier is required for Aurora engines: an instance of Aurora is in a cluster.",
    );
  }
  const version = findVersion(Engine, given.EngineVersion);
  if (version === undefined) throw invalidCombination(`Cannot find version ${given.EngineVersion} for ${Engine}`);
  if (given.AllocatedStorage === undefined) throw missingParameter("AllocatedStorage");
  const MasterUsername = checkedUser(given.MasterUsername);
  const database = checkedDatabase(given.DBName);
  const placed = await placementOf(call, given);
  const password = await passwordOf(call, given, { username: MasterUsername, kind: "db", arn });
  if (password === undefined) {
    throw invalidCombination("Either MasterUserPassword or ManageMasterUserPassword must be specified.");
  }
  return {
    ...placed,
    ...password,
    MasterUsername,
    database,
    Engine,
    EngineVersion: version.version,
    port: given.Port ?? 0,
    askedPort: given.Port,
    BackupRetentionPeriod: given.BackupRetentionPeriod ?? 1,
    PreferredBackupWindow: given.PreferredBackupWindow ?? "03:00-03:30",
    StorageEncrypted: given.StorageEncrypted ?? false,
    KmsKeyId: given.KmsKeyId,
    DeletionProtection: given.DeletionProtection ?? false,
    IAMDatabaseAuthenticationEnabled: given.EnableIAMDatabaseAuthentication ?? false,
    EnabledCloudwatchLogsExports: given.EnableCloudwatchLogsExports ?? [],
  };
}
