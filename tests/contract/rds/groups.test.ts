import { CreateSubnetCommand, DescribeSubnetsCommand } from "@aws-sdk/client-ec2";
import {
  CreateDBClusterParameterGroupCommand,
  CreateDBParameterGroupCommand,
  CreateDBSubnetGroupCommand,
  DeleteDBClusterParameterGroupCommand,
  DeleteDBParameterGroupCommand,
  DeleteDBSubnetGroupCommand,
  DescribeDBClusterParameterGroupsCommand,
  DescribeDBClusterParametersCommand,
  DescribeDBEngineVersionsCommand,
  DescribeDBParameterGroupsCommand,
  DescribeDBParametersCommand,
  DescribeDBSubnetGroupsCommand,
  DescribeGlobalClustersCommand,
  DescribeOrderableDBInstanceOptionsCommand,
  ModifyDBClusterParameterGroupCommand,
  ModifyDBParameterGroupCommand,
  ModifyDBSubnetGroupCommand,
  ResetDBClusterParameterGroupCommand,
  ResetDBParameterGroupCommand,
} from "@aws-sdk/client-rds";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startTestCloud, type TestCloud } from "../../support/cloud.ts";

let cloud: TestCloud;
beforeAll(async () => {
  cloud = await startTestCloud();
});
afterAll(() => cloud.stop());

describe("A subnet group", () => {
  it("covers two zones, and stays while it is used", async () => {
    const { Subnets = [] } = await cloud.ec2.send(new DescribeSubnetsCommand({}));
    const SubnetIds = Subnets.flatMap(({ SubnetId }) => (SubnetId === undefined ? [] : [SubnetId]));
    const wanted = { DBSubnetGroupName: "Shop", DBSubnetGroupDescription: "of a test" };

    await expect(
      cloud.rds.send(new CreateDBSubnetGroupCommand({ ...wanted, SubnetIds: SubnetIds.slice(0, 1) })),
    ).rejects.toMatchObject({ name: "DBSubnetGroupDoesNotCoverEnoughAZs" });
    await cloud.rds.send(new CreateDBSubnetGroupCommand({ ...wanted, SubnetIds: SubnetIds.slice(0, 2) }));
    await cloud.rds.send(new ModifyDBSubnetGroupCommand({ DBSubnetGroupName: "shop", SubnetIds }));
    const { DBSubnetGroups } = await cloud.rds.send(new DescribeDBSubnetGroupsCommand({ DBSubnetGroupName: "shop" }));

    expect(DBSubnetGroups).toMatchObject([{ DBSubnetGroupName: "shop", SubnetGroupStatus: "Complete" }]);
    expect(DBSubnetGroups?.[0]?.Subnets).toHaveLength(SubnetIds.length);
    await cloud.rds.send(new DeleteDBSubnetGroupCommand({ DBSubnetGroupName: "shop" }));
    await expect(
      cloud.rds.send(new DescribeDBSubnetGroupsCommand({ DBSubnetGroupName: "shop" })),
    ).rejects.toMatchObject({ name: "DBSubnetGroupNotFoundFault" });
    await expect(
      cloud.rds.send(new CreateDBSubnetGroupCommand({ ...wanted, SubnetIds: ["subnet-0"] })),
    ).rejects.toMatchObject({ name: "InvalidSubnet" });
    await expect(
      cloud.ec2.send(new CreateSubnetCommand({ VpcId: "vpc-0", CidrBlock: "10.0.0.0/24" })),
    ).rejects.toThrow();
  });
});

describe("Parameter groups", () => {
  const Parameters = [{ ParameterName: "work_mem", ParameterValue: "65536", ApplyMethod: "immediate" as const }];
  const common = { DBParameterGroupFamily: "aurora-postgresql17", Description: "of a test" };

  it("of clusters tell what was set in them", async () => {
    const DBClusterParameterGroupName = "tuned";
    await cloud.rds.send(new CreateDBClusterParameterGroupCommand({ DBClusterParameterGroupName, ...common }));
    await cloud.rds.send(new ModifyDBClusterParameterGroupCommand({ DBClusterParameterGroupName, Parameters }));
    const set = { DBClusterParameterGroupName, Source: "user" };
    const { Parameters: told } = await cloud.rds.send(new DescribeDBClusterParametersCommand(set));

    expect(told).toMatchObject([{ ParameterName: "work_mem", ParameterValue: "65536", Source: "user" }]);
    await cloud.rds.send(
      new ResetDBClusterParameterGroupCommand({ DBClusterParameterGroupName, ResetAllParameters: true }),
    );
    expect((await cloud.rds.send(new DescribeDBClusterParametersCommand(set))).Parameters ?? []).toEqual([]);
    await cloud.rds.send(new DeleteDBClusterParameterGroupCommand({ DBClusterParameterGroupName }));
    await expect(
      cloud.rds.send(new DescribeDBClusterParameterGroupsCommand({ DBClusterParameterGroupName })),
    ).rejects.toMatchObject({ name: "DBParameterGroupNotFoundFault" });
  });

  it("of instances as well", async () => {
    const DBParameterGroupName = "tuned";
    await cloud.rds.send(new CreateDBParameterGroupCommand({ DBParameterGroupName, ...common }));
    await cloud.rds.send(new ModifyDBParameterGroupCommand({ DBParameterGroupName, Parameters }));
    await cloud.rds.send(new ResetDBParameterGroupCommand({ DBParameterGroupName, Parameters }));
    const { Parameters: told = [] } = await cloud.rds.send(new DescribeDBParametersCommand({ DBParameterGroupName }));
    const { DBParameterGroups } = await cloud.rds.send(new DescribeDBParameterGroupsCommand({ DBParameterGroupName }));

    expect(told.filter(({ Source }) => Source === "user")).toEqual([]);
    expect(DBParameterGroups).toMatchObject([{ DBParameterGroupName, DBParameterGroupFamily: "aurora-postgresql17" }]);
    await cloud.rds.send(new DeleteDBParameterGroupCommand({ DBParameterGroupName }));
  });
});

describe("The engines", () => {
  it("are told with their versions and classes", async () => {
    const { DBEngineVersions } = await cloud.rds.send(
      new DescribeDBEngineVersionsCommand({ Engine: "aurora-postgresql", DefaultOnly: true }),
    );
    const { OrderableDBInstanceOptions = [] } = await cloud.rds.send(
      new DescribeOrderableDBInstanceOptionsCommand({ Engine: "aurora-postgresql", EngineVersion: "17.4" }),
    );
    const { GlobalClusters = [] } = await cloud.rds.send(new DescribeGlobalClustersCommand({}));

    expect(DBEngineVersions).toMatchObject([{ EngineVersion: "17.4", DBParameterGroupFamily: "aurora-postgresql17" }]);
    expect(OrderableDBInstanceOptions.map(({ DBInstanceClass }) => DBInstanceClass)).toContain("db.serverless");
    expect(GlobalClusters).toEqual([]);
  });
});
