import { DescribeStackResourcesCommand } from "@aws-sdk/client-cloudformation";
import { DescribeDBClustersCommand, DescribeDBInstancesCommand } from "@aws-sdk/client-rds";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startTestCloud, type TestCloud } from "../../support/cloud.ts";
import { noPostgres } from "../../support/postgres.ts";
import { createStack, deleteStack, stackEvents, updateStack } from "../../support/stacks.ts";

type Properties = Readonly<Record<string, unknown>>;

interface Database {
  readonly type: string;
  readonly base: Properties;
  readonly from: Properties;
  readonly to: Properties;
  /** What stays as it is when the template says nothing of it any more. */
  readonly stays: readonly string[];
  readonly describe: (id: string) => Promise<object | undefined>;
}

let cloud: TestCloud;
beforeAll(async () => {
  cloud = await startTestCloud();
});
afterAll(() => cloud.stop());

const owner = { MasterUsername: "owner", MasterUserPassword: "correct-horse" };
const tag = (Key: string, Value: string) => [{ Key, Value }];

const changedAlike = {
  from: {
    AssociatedRoles: [{ FeatureName: "s3Import", RoleArn: { "Fn::GetAtt": ["Role", "Arn"] } }],
    BackupRetentionPeriod: 2,
    CopyTagsToSnapshot: true,
    DeletionProtection: true,
    EnableCloudwatchLogsExports: ["postgresql"],
    EnableIAMDatabaseAuthentication: true,
    PreferredBackupWindow: "01:00-01:30",
    PreferredMaintenanceWindow: "mon:05:00-mon:05:30",
    Tags: tag("team", "data"),
  },
  to: {
    AssociatedRoles: [{ FeatureName: "s3Export", RoleArn: { "Fn::GetAtt": ["Role", "Arn"] } }],
    BackupRetentionPeriod: 3,
    CopyTagsToSnapshot: false,
    DeletionProtection: false,
    EnableCloudwatchLogsExports: ["upgrade"],
    EnableIAMDatabaseAuthentication: false,
    PreferredBackupWindow: "02:00-02:30",
    PreferredMaintenanceWindow: "tue:05:00-tue:05:30",
    Tags: tag("owner", "me"),
  },
};
const staysAlike = [
  "BackupRetentionPeriod",
  "CopyTagsToSnapshot",
  "DeletionProtection",
  "EnableIAMDatabaseAuthentication",
  "PreferredBackupWindow",
  "PreferredMaintenanceWindow",
];

const cluster: Database = {
  type: "AWS::RDS::DBCluster",
  base: { Engine: "aurora-postgresql", ...owner },
  from: {
    ...changedAlike.from,
    DBClusterParameterGroupName: { Ref: "ClusterParameters" },
    EnableHttpEndpoint: true,
    EngineVersion: "16.6",
    ServerlessV2ScalingConfiguration: { MinCapacity: 0.5, MaxCapacity: 1 },
    VpcSecurityGroupIds: [{ "Fn::GetAtt": ["Group", "GroupId"] }],
  },
  to: {
    ...changedAlike.to,
    DBClusterParameterGroupName: { Ref: "OtherClusterParameters" },
    EnableHttpEndpoint: false,
    EngineVersion: "16.8",
    ServerlessV2ScalingConfiguration: { MinCapacity: 1, MaxCapacity: 2 },
    VpcSecurityGroupIds: [{ "Fn::GetAtt": ["OtherGroup", "GroupId"] }],
  },
  stays: [
    ...staysAlike,
    "DBClusterParameterGroupName",
    "EnableHttpEndpoint",
    "EngineVersion",
    "ServerlessV2ScalingConfiguration",
    "VpcSecurityGroupIds",
  ],
  describe: async (DBClusterIdentifier) =>
    (await cloud.rds.send(new DescribeDBClustersCommand({ DBClusterIdentifier }))).DBClusters?.[0],
};

const instance: Database = {
  type: "AWS::RDS::DBInstance",
  base: { Engine: "postgres", ...owner },
  from: {
    ...changedAlike.from,
    AllocatedStorage: "20",
    AutoMinorVersionUpgrade: true,
    DBInstanceClass: "db.m7g.large",
    DBParameterGroupName: { Ref: "Parameters" },
    EnablePerformanceInsights: true,
    EngineVersion: "16.6",
    MonitoringInterval: 60,
    MonitoringRoleArn: { "Fn::GetAtt": ["Role", "Arn"] },
    MultiAZ: true,
    PubliclyAccessible: false,
    StorageType: "gp2",
    VPCSecurityGroups: [{ "Fn::GetAtt": ["Group", "GroupId"] }],
  },
  to: {
    ...changedAlike.to,
    AllocatedStorage: "40",
    AutoMinorVersionUpgrade: false,
    DBInstanceClass: "db.m7g.xlarge",
    DBParameterGroupName: { Ref: "OtherParameters" },
    EnablePerformanceInsights: false,
    EngineVersion: "16.8",
    MonitoringInterval: 30,
    MonitoringRoleArn: { "Fn::GetAtt": ["OtherRole", "Arn"] },
    MultiAZ: false,
    PubliclyAccessible: true,
    StorageType: "gp3",
    VPCSecurityGroups: [{ "Fn::GetAtt": ["OtherGroup", "GroupId"] }],
  },
  stays: [
    ...staysAlike,
    "AllocatedStorage",
    "AutoMinorVersionUpgrade",
    "DBInstanceClass",
    "DBParameterGroupName",
    "EnablePerformanceInsights",
    "EngineVersion",
    "MonitoringInterval",
    "MonitoringRoleArn",
    "MultiAZ",
    "PubliclyAccessible",
    "StorageType",
    "VPCSecurityGroups",
  ],
  describe: async (DBInstanceIdentifier) =>
    (await cloud.rds.send(new DescribeDBInstancesCommand({ DBInstanceIdentifier }))).DBInstances?.[0],
};

const role = {
  Type: "AWS::IAM::Role",
  Properties: {
    AssumeRolePolicyDocument: {
      Version: "2012-10-17",
      Statement: { Effect: "Allow", Principal: { Service: "rds.amazonaws.com" }, Action: "sts:AssumeRole" },
    },
  },
};
const group = { Type: "AWS::EC2::SecurityGroup", Properties: { GroupDescription: "of a database" } };
const parameters = (type: string, Family: string) => ({
  Type: type,
  Properties: { Description: "mine", Family, Parameters: { log_statement: "ddl" } },
});
const beside = {
  Role: role,
  OtherRole: role,
  Group: group,
  OtherGroup: group,
  Parameters: parameters("AWS::RDS::DBParameterGroup", "postgres16"),
  OtherParameters: parameters("AWS::RDS::DBParameterGroup", "postgres16"),
  ClusterParameters: parameters("AWS::RDS::DBClusterParameterGroup", "aurora-postgresql16"),
  OtherClusterParameters: parameters("AWS::RDS::DBClusterParameterGroup", "aurora-postgresql16"),
};

/** What is made up for each, and when. */
const ownMembers =
  /^(?:\w+Time|DBClusterIdentifier|DBInstanceIdentifier|DBClusterArn|DBInstanceArn|DbClusterResourceId|DbiResourceId|Port)$/;

const comparable = (told: object | undefined): unknown =>
  JSON.parse(JSON.stringify(told, (name, value) => (ownMembers.test(name) ? undefined : value)));

describe.skipIf(noPostgres !== undefined)("A database whose properties change", () => {
  it.each([cluster, instance])(
    "becomes what it would have been, in its place: $type",
    async (database) => {
      const StackName = database.type.replaceAll("::", "-");
      const resource = (properties: Properties) => ({
        Type: database.type,
        // What is left out of a template stays in use: it must not go before the database does.
        DependsOn: Object.keys(beside),
        Properties: { ...database.base, ...properties },
      });
      const templateOf = (properties: Properties, more: object = {}) => ({
        Resources: { ...beside, Changed: resource(properties), ...more },
      });
      const made = async (logicalId: string) => {
        const { StackResources = [] } = await cloud.cloudformation.send(
          new DescribeStackResourcesCommand({ StackName }),
        );
        const id = StackResources.find(({ LogicalResourceId }) => LogicalResourceId === logicalId)?.PhysicalResourceId;
        return { id, told: comparable(await database.describe(id ?? "")) };
      };
      const failures = async () =>
        (await stackEvents(cloud.cloudformation, StackName))
          .filter(({ ResourceStatus }) => ResourceStatus?.endsWith("_FAILED"))
          .map(({ LogicalResourceId, ResourceStatusReason }) => `${LogicalResourceId}: ${ResourceStatusReason}`);

      const { StackId = "" } = await createStack(cloud.cloudformation, StackName, templateOf(database.from));
      expect(await failures()).toEqual([]);
      const before = await made("Changed");
      await updateStack(cloud.cloudformation, StackName, templateOf(database.to, { Fresh: resource(database.to) }));
      expect(await failures()).toEqual([]);
      const [changed, fresh] = [await made("Changed"), await made("Fresh")];
      const kept = Object.fromEntries(Object.entries(database.to).filter(([name]) => database.stays.includes(name)));
      await updateStack(cloud.cloudformation, StackName, templateOf({}, { Fresh: resource(kept) }));
      expect(await failures()).toEqual([]);
      const [left, freshLeft] = [await made("Changed"), await made("Fresh")];
      const { StackStatus } = await deleteStack(cloud.cloudformation, StackId);

      expect(changed.id).toBe(before.id);
      expect(changed.told).not.toEqual(before.told);
      expect(changed.told).toEqual(fresh.told);
      expect(left.told).toEqual(freshLeft.told);
      expect(StackStatus).toBe("DELETE_COMPLETE");
    },
    180_000,
  );
});
