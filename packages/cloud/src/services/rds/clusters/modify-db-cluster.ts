import { on } from "../access.ts";
import { findVersion } from "../engine/versions.ts";
import { clusterState, invalidCombination } from "../errors.ts";
import { exportedLogs } from "../exported-logs.ts";
import { given } from "../given.ts";
import { arnOf, type Cluster } from "../model.ts";
import { forgetSecret, passwordOf } from "../password.ts";
import { securityGroupsOf } from "../placement.ts";
import type { RdsOperation } from "../shapes.ts";
import { clusterOutput } from "./cluster-output.ts";
import { changeClusterJob } from "./job-kinds.ts";
import { checkNumbers } from "./new-cluster.ts";
import { rename, renamed } from "./rename.ts";

/** What is kept under the name that it is changed by. */
const changeable = [
  "BackupRetentionPeriod",
  "CopyTagsToSnapshot",
  "DeletionProtection",
  "PreferredBackupWindow",
  "PreferredMaintenanceWindow",
  "ServerlessV2ScalingConfiguration",
] as const;

/** @see https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_ModifyDBCluster.html */
export const modifyDbCluster: RdsOperation<"ModifyDBCluster"> = {
  access: on("ModifyDBCluster", "cluster", ({ DBClusterIdentifier: id }) => id),

  async run(call, input) {
    const { store, jobs } = call;
    const before = store.cluster(input.DBClusterIdentifier);
    if (before.status !== "available")
      throw clusterState(
        `DbCluster ${before.DBClusterIdentifier} is not available for modification with status ${before.status}.`,
      );
    checkNumbers({ ...input, Engine: before.Engine });
    const version = findVersion(before.Engine, input.EngineVersion ?? before.EngineVersion);
    if (version === undefined)
      throw invalidCombination(`Cannot find version ${input.EngineVersion} for ${before.Engine}`);
    const groups = input.VpcSecurityGroupIds;
    const placed = groups === undefined ? {} : await securityGroupsOf(call, groups, before);
    const owner = { username: before.MasterUsername, kind: "cluster" as const, arn: before.DBClusterArn };
    const password = await passwordOf(call, input, { ...owner, secret: before.MasterUserSecret });
    const isGivenBack = password !== undefined && password.MasterUserSecret === undefined;
    if (isGivenBack) await forgetSecret(call, before.MasterUserSecret);

    const id = renamed(store, before, input.NewDBClusterIdentifier);
    const changed: Cluster = {
      ...before,
      ...placed,
      ...password,
      ...given(input, changeable),
      DBClusterIdentifier: id,
      DBClusterArn: arnOf(store.scope, "cluster", id),
      EngineVersion: version.version,
      IAMDatabaseAuthenticationEnabled:
        input.EnableIAMDatabaseAuthentication ?? before.IAMDatabaseAuthenticationEnabled,
      HttpEndpointEnabled: input.EnableHttpEndpoint ?? before.HttpEndpointEnabled,
      parameterGroup: input.DBClusterParameterGroupName ?? before.parameterGroup,
      EnabledCloudwatchLogsExports: exportedLogs(
        before.EnabledCloudwatchLogsExports,
        input.CloudwatchLogsExportConfiguration,
      ),
      status: password === undefined ? "available" : "modifying",
    };
    if (id !== before.DBClusterIdentifier) rename(store, before, id);
    store.putCluster(changed);
    if (password !== undefined) jobs.add(changeClusterJob, { id }, { lane: id });
    return { DBCluster: clusterOutput(store, changed) };
  },
};
