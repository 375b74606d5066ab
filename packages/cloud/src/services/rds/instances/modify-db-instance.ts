import { on } from "../access.ts";
import { instanceState } from "../errors.ts";
import { exportedLogs } from "../exported-logs.ts";
import { given } from "../given.ts";
import type { Instance } from "../model.ts";
import { forgetSecret, passwordOf } from "../password.ts";
import { securityGroupsOf } from "../placement.ts";
import type { RdsOperation } from "../shapes.ts";
import { instanceOutput } from "./instance-output.ts";
import { changeInstanceJob } from "./job-kinds.ts";

/** What is kept under the name that it is changed by. */
const changeable = [
  "AllocatedStorage",
  "AutoMinorVersionUpgrade",
  "BackupRetentionPeriod",
  "CACertificateIdentifier",
  "CopyTagsToSnapshot",
  "DBInstanceClass",
  "DeletionProtection",
  "EngineVersion",
  "MonitoringInterval",
  "MonitoringRoleArn",
  "MultiAZ",
  "PreferredBackupWindow",
  "PreferredMaintenanceWindow",
  "PromotionTier",
  "PubliclyAccessible",
  "StorageType",
] as const;

/** @see https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_ModifyDBInstance.html */
export const modifyDbInstance: RdsOperation<"ModifyDBInstance"> = {
  access: on("ModifyDBInstance", "db", ({ DBInstanceIdentifier: id }) => id),

  async run(call, input) {
    const { store, jobs } = call;
    const before = store.instance(input.DBInstanceIdentifier);
    const { DBInstanceIdentifier: id, DBClusterIdentifier: clusterId } = before;
    if (before.status !== "available") throw instanceState(`Database instance is not in available state.`);
    const groups = input.VpcSecurityGroupIds;
    const placed = groups === undefined ? {} : await securityGroupsOf(call, groups, before);
    const owner = { username: before.MasterUsername, kind: "db" as const, arn: before.DBInstanceArn };
    const password =
      clusterId === undefined
        ? await passwordOf(call, input, { ...owner, secret: before.MasterUserSecret })
        : undefined;
    if (password !== undefined && password.MasterUserSecret === undefined)
      await forgetSecret(call, before.MasterUserSecret);

    const instance: Instance = {
      ...before,
      ...placed,
      ...password,
      ...given(input, changeable),
      PerformanceInsightsEnabled: input.EnablePerformanceInsights ?? before.PerformanceInsightsEnabled,
      IAMDatabaseAuthenticationEnabled:
        input.EnableIAMDatabaseAuthentication ?? before.IAMDatabaseAuthenticationEnabled,
      EnabledCloudwatchLogsExports: exportedLogs(
        before.EnabledCloudwatchLogsExports,
        input.CloudwatchLogsExportConfiguration,
      ),
      parameterGroup: input.DBParameterGroupName ?? before.parameterGroup,
      status: password === undefined ? "available" : "modifying",
    };
    store.putInstance(instance);
    if (password !== undefined) jobs.add(changeInstanceJob, { id }, { lane: clusterId ?? id });
    return { DBInstance: instanceOutput(store, instance) };
  },
};
