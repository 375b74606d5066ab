import {
  AddTagsToResourceCommand,
  CreateDBClusterCommand,
  type CreateDBClusterCommandInput,
  CreateDBClusterSnapshotCommand,
  CreateDBInstanceCommand,
  CreateDBSnapshotCommand,
  DeleteDBClusterCommand,
  DeleteDBClusterSnapshotCommand,
  DeleteDBInstanceCommand,
  DeleteDBSnapshotCommand,
  DescribeDBClusterSnapshotsCommand,
  DescribeDBClustersCommand,
  DescribeDBInstancesCommand,
  DescribeDBSnapshotAttributesCommand,
  DescribeDBSnapshotsCommand,
  DisableHttpEndpointCommand,
  EnableHttpEndpointCommand,
  ListTagsForResourceCommand,
  ModifyDBClusterCommand,
  ModifyDBInstanceCommand,
  ModifyDBSnapshotAttributeCommand,
  RebootDBInstanceCommand,
  RemoveTagsFromResourceCommand,
  RestoreDBClusterFromSnapshotCommand,
  RestoreDBInstanceFromDBSnapshotCommand,
  StartDBClusterCommand,
  StopDBClusterCommand,
} from "@aws-sdk/client-rds";
import { GetSecretValueCommand } from "@aws-sdk/client-secrets-manager";
import pg from "pg";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { eventually, startTestCloud, type TestCloud } from "../../support/cloud.ts";
import { noPostgres } from "../../support/postgres.ts";

let cloud: TestCloud;
beforeAll(async () => {
  cloud = await startTestCloud();
});
afterAll(() => cloud.stop());

const MasterUserPassword = "correct horse".replace(" ", "-");
const clusterOf = async (DBClusterIdentifier: string) =>
  (await cloud.rds.send(new DescribeDBClustersCommand({ DBClusterIdentifier }))).DBClusters?.[0];
const instanceOf = async (DBInstanceIdentifier: string) =>
  (await cloud.rds.send(new DescribeDBInstancesCommand({ DBInstanceIdentifier }))).DBInstances?.[0];
const available = (id: string) =>
  eventually(async () => ((await clusterOf(id))?.Status === "available" ? clusterOf(id) : undefined));
const instanceAvailable = (id: string) =>
  eventually(async () => ((await instanceOf(id))?.DBInstanceStatus === "available" ? instanceOf(id) : undefined));

async function newCluster(id: string, more: Partial<CreateDBClusterCommandInput> = {}) {
  const common = { Engine: "aurora-postgresql", MasterUsername: "owner", DatabaseName: "shop" };
  const { DBCluster } = await cloud.rds.send(
    new CreateDBClusterCommand({ DBClusterIdentifier: id, ...common, MasterUserPassword, ...more }),
  );
  await cloud.rds.send(
    new CreateDBInstanceCommand({
      DBInstanceIdentifier: `${id}-writer`,
      DBClusterIdentifier: id,
      DBInstanceClass: "db.serverless",
      Engine: "aurora-postgresql",
    }),
  );
  await instanceAvailable(`${id}-writer`);
  return { made: DBCluster, cluster: await available(id) };
}

async function query<Row extends pg.QueryResultRow>(
  port: number | undefined,
  sql: string,
  login: { readonly user?: string; readonly password?: string } = {},
): Promise<Row[]> {
  const config = { user: "owner", password: MasterUserPassword, database: "shop", ...login };
  const client = new pg.Client({ host: "127.0.0.1", port, ...config });
  client.on("error", () => undefined);
  await client.connect();
  try {
    return (await client.query<Row>(sql)).rows;
  } finally {
    await client.end();
  }
}

describe.skipIf(noPostgres !== undefined)("A cluster", () => {
  it("is a running PostgreSQL, which its owner may enter with the password and nobody without", async () => {
    const { made, cluster } = await newCluster("entered");
    const port = cluster?.Port;

    expect(made).toMatchObject({ Status: "creating", DatabaseName: "shop", MasterUsername: "owner" });
    expect(cluster).toMatchObject({ Endpoint: "127.0.0.1", EngineVersion: "17.4", DBSubnetGroup: "default" });
    expect(cluster?.DBClusterMembers).toMatchObject([
      { DBInstanceIdentifier: "entered-writer", IsClusterWriter: true },
    ]);
    await query(port, "CREATE TABLE one (id int); INSERT INTO one VALUES (1)");
    expect(await query(port, "SELECT * FROM one")).toEqual([{ id: 1 }]);
    await expect(query(port, "SELECT 1", { password: "wrong" })).rejects.toThrow("password authentication failed");
    await expect(query(port, "SELECT 1", { user: "rdsadmin" })).rejects.toThrow("PAM authentication failed");
  });

  it("has a managed password in a secret, which goes with it", async () => {
    const { cluster } = await newCluster("managed", { MasterUserPassword: undefined, ManageMasterUserPassword: true });
    const SecretId = cluster?.MasterUserSecret?.SecretArn ?? "";
    const { SecretString = "", Name } = await cloud.secretsmanager.send(new GetSecretValueCommand({ SecretId }));
    const { username, password } = JSON.parse(SecretString) as { readonly username: string; readonly password: string };

    expect(Name).toMatch(/^rds!cluster-/);
    expect(username).toBe("owner");
    expect(await query(cluster?.Port, "SELECT 1 AS one", { password })).toEqual([{ one: 1 }]);
    await cloud.rds.send(new DeleteDBInstanceCommand({ DBInstanceIdentifier: "managed-writer" }));
    await eventually(async () => (await instanceOf("managed-writer").catch(() => "gone")) === "gone" || undefined);
    await cloud.rds.send(new DeleteDBClusterCommand({ DBClusterIdentifier: "managed", SkipFinalSnapshot: true }));
    await eventually(async () => (await clusterOf("managed").catch(() => "gone")) === "gone" || undefined);
    await expect(clusterOf("managed")).rejects.toMatchObject({
      name: "DBClusterNotFoundFault",
      message: "DBCluster managed not found.",
    });
    await expect(cloud.secretsmanager.send(new GetSecretValueCommand({ SecretId }))).rejects.toMatchObject({
      name: "ResourceNotFoundException",
    });
    await expect(query(cluster?.Port, "SELECT 1")).rejects.toThrow();
  });

  it("takes another password, stops and starts, and keeps its rows", async () => {
    const { cluster } = await newCluster("changed");
    const DBClusterIdentifier = "changed";
    await query(cluster?.Port, "CREATE TABLE kept AS SELECT 7 AS id");
    await cloud.rds.send(new ModifyDBClusterCommand({ DBClusterIdentifier, MasterUserPassword: "another-one" }));
    await available("changed");

    await expect(query(cluster?.Port, "SELECT 1")).rejects.toThrow("password authentication failed");
    await cloud.rds.send(new StopDBClusterCommand({ DBClusterIdentifier }));
    await eventually(async () => (await clusterOf("changed"))?.Status === "stopped" || undefined);
    await expect(query(cluster?.Port, "SELECT 1", { password: "another-one" })).rejects.toThrow();
    await cloud.rds.send(new StartDBClusterCommand({ DBClusterIdentifier }));
    await available("changed");
    await cloud.rds.send(new RebootDBInstanceCommand({ DBInstanceIdentifier: "changed-writer" }));
    await instanceAvailable("changed-writer");
    expect(await query(cluster?.Port, "SELECT * FROM kept", { password: "another-one" })).toEqual([{ id: 7 }]);
  });

  it("is restored as it was when its snapshot was taken", async () => {
    const { cluster } = await newCluster("source");
    await query(cluster?.Port, "CREATE TABLE kept AS SELECT 1 AS id");
    const DBClusterSnapshotIdentifier = "before";
    await cloud.rds.send(
      new CreateDBClusterSnapshotCommand({ DBClusterIdentifier: "source", DBClusterSnapshotIdentifier }),
    );
    await eventually(async () => {
      const { DBClusterSnapshots: [found] = [] } = await cloud.rds.send(
        new DescribeDBClusterSnapshotsCommand({ DBClusterSnapshotIdentifier }),
      );
      return found?.Status === "available" || undefined;
    });
    await query(cluster?.Port, "INSERT INTO kept VALUES (2)");
    await cloud.rds.send(
      new RestoreDBClusterFromSnapshotCommand({
        DBClusterIdentifier: "restored",
        SnapshotIdentifier: "before",
        Engine: "aurora-postgresql",
      }),
    );
    await available("restored");
    await cloud.rds.send(
      new CreateDBInstanceCommand({
        DBInstanceIdentifier: "restored-writer",
        DBClusterIdentifier: "restored",
        DBInstanceClass: "db.serverless",
        Engine: "aurora-postgresql",
      }),
    );
    await instanceAvailable("restored-writer");

    expect(await query((await clusterOf("restored"))?.Port, "SELECT * FROM kept")).toEqual([{ id: 1 }]);
    await cloud.rds.send(new DeleteDBClusterSnapshotCommand({ DBClusterSnapshotIdentifier }));
    await expect(
      cloud.rds.send(new DescribeDBClusterSnapshotsCommand({ DBClusterSnapshotIdentifier })),
    ).rejects.toMatchObject({ name: "DBClusterSnapshotNotFoundFault" });
  });

  it("is refused where its words do not fit", async () => {
    const create = (more: Partial<CreateDBClusterCommandInput>) =>
      cloud.rds.send(
        new CreateDBClusterCommand({
          DBClusterIdentifier: "refused",
          Engine: "aurora-postgresql",
          MasterUsername: "owner",
          MasterUserPassword,
          ...more,
        }),
      );
    await newCluster("there", { DeletionProtection: true });

    await expect(create({ Engine: "oracle" })).rejects.toMatchObject({ name: "InvalidParameterValue" });
    await expect(create({ MasterUserPassword: "short" })).rejects.toMatchObject({ name: "InvalidParameterValue" });
    await expect(create({ ManageMasterUserPassword: true })).rejects.toMatchObject({
      name: "InvalidParameterCombination",
    });
    await expect(create({ DBSubnetGroupName: "none" })).rejects.toMatchObject({ name: "DBSubnetGroupNotFoundFault" });
    await expect(create({ EngineVersion: "9.6" })).rejects.toMatchObject({ name: "InvalidParameterCombination" });
    await expect(create({ DBClusterIdentifier: "there" })).rejects.toMatchObject({
      name: "DBClusterAlreadyExistsFault",
    });
    const doomed = { DBClusterIdentifier: "there", SkipFinalSnapshot: true };
    await expect(cloud.rds.send(new DeleteDBClusterCommand(doomed))).rejects.toMatchObject({
      name: "InvalidParameterCombination",
      message: "Cannot delete protected Cluster, please disable deletion protection and try again.",
    });
    await cloud.rds.send(new ModifyDBClusterCommand({ DBClusterIdentifier: "there", DeletionProtection: false }));
    await expect(cloud.rds.send(new DeleteDBClusterCommand(doomed))).rejects.toMatchObject({
      name: "InvalidDBClusterStateFault",
    });
  });

  it("has tags and an endpoint for HTTP, which is on or off", async () => {
    const { cluster } = await newCluster("tagged", { Tags: [{ Key: "a", Value: "1" }] });
    const ResourceName = cluster?.DBClusterArn ?? "";
    await cloud.rds.send(new AddTagsToResourceCommand({ ResourceName, Tags: [{ Key: "b", Value: "2" }] }));
    await cloud.rds.send(new RemoveTagsFromResourceCommand({ ResourceName, TagKeys: ["a"] }));
    await cloud.rds.send(new EnableHttpEndpointCommand({ ResourceArn: ResourceName }));

    const { TagList } = await cloud.rds.send(new ListTagsForResourceCommand({ ResourceName }));

    expect(TagList).toEqual([{ Key: "b", Value: "2" }]);
    expect((await clusterOf(ResourceName))?.HttpEndpointEnabled).toBe(true);
    await cloud.rds.send(new DisableHttpEndpointCommand({ ResourceArn: ResourceName }));
    expect((await clusterOf("tagged"))?.HttpEndpointEnabled).toBe(false);
  });
});

describe.skipIf(noPostgres !== undefined)("An instance", () => {
  it("that stands alone has a server of its own", async () => {
    await cloud.rds.send(
      new CreateDBInstanceCommand({
        DBInstanceIdentifier: "alone",
        DBInstanceClass: "db.t4g.micro",
        Engine: "postgres",
        AllocatedStorage: 20,
        MasterUsername: "owner",
        MasterUserPassword,
        DBName: "shop",
      }),
    );
    const instance = await instanceAvailable("alone");
    const { Port, Address } = instance?.Endpoint ?? {};

    expect(Address).toBe("127.0.0.1");
    expect(await query(Port, "SELECT current_user AS name")).toEqual([{ name: "owner" }]);
    await cloud.rds.send(
      new ModifyDBInstanceCommand({ DBInstanceIdentifier: "alone", MasterUserPassword: "another-one" }),
    );
    await instanceAvailable("alone");
    expect(await query(Port, "SELECT 1 AS one", { password: "another-one" })).toEqual([{ one: 1 }]);
  });
});

describe.skipIf(noPostgres !== undefined)("An instance that stands alone", () => {
  it("is restored as it was when its snapshot was taken, and leaves a last one", async () => {
    const create = {
      ...{ DBInstanceIdentifier: "lone", DBInstanceClass: "db.t4g.micro", Engine: "postgres", AllocatedStorage: 20 },
      ...{ MasterUsername: "owner", MasterUserPassword, DBName: "shop" },
    };
    await cloud.rds.send(new CreateDBInstanceCommand(create));
    const port = (await instanceAvailable("lone"))?.Endpoint?.Port;
    await query(port, "CREATE TABLE kept AS SELECT 1 AS id");
    const taken = (DBSnapshotIdentifier: string) =>
      eventually(async () => {
        const { DBSnapshots: [found] = [] } = await cloud.rds.send(
          new DescribeDBSnapshotsCommand({ DBSnapshotIdentifier }),
        );
        return found?.Status === "available" ? found : undefined;
      });
    const DBSnapshotIdentifier = "of-lone";
    await cloud.rds.send(new CreateDBSnapshotCommand({ DBInstanceIdentifier: "lone", DBSnapshotIdentifier }));
    expect(await taken(DBSnapshotIdentifier)).toMatchObject({ AllocatedStorage: 20, MasterUsername: "owner" });
    await query(port, "INSERT INTO kept VALUES (2)");

    await cloud.rds.send(
      new RestoreDBInstanceFromDBSnapshotCommand({ DBInstanceIdentifier: "again", DBSnapshotIdentifier }),
    );
    const restored = await instanceAvailable("again");
    expect(restored).toMatchObject({ DBInstanceClass: "db.t4g.micro", DBName: "shop" });
    expect(await query(restored?.Endpoint?.Port, "SELECT * FROM kept")).toEqual([{ id: 1 }]);
    const FinalDBSnapshotIdentifier = "last-of-lone";
    await cloud.rds.send(new DeleteDBInstanceCommand({ DBInstanceIdentifier: "lone", FinalDBSnapshotIdentifier }));
    expect(await taken(FinalDBSnapshotIdentifier)).toMatchObject({ DBInstanceIdentifier: "lone" });
    await cloud.rds.send(
      new ModifyDBSnapshotAttributeCommand({
        DBSnapshotIdentifier,
        AttributeName: "restore",
        ValuesToAdd: ["111122223333"],
      }),
    );
    const { DBSnapshotAttributesResult: shared } = await cloud.rds.send(
      new DescribeDBSnapshotAttributesCommand({ DBSnapshotIdentifier }),
    );
    expect(shared?.DBSnapshotAttributes).toEqual([{ AttributeName: "restore", AttributeValues: ["111122223333"] }]);
    await cloud.rds.send(new DeleteDBSnapshotCommand({ DBSnapshotIdentifier }));
    await expect(cloud.rds.send(new DescribeDBSnapshotsCommand({ DBSnapshotIdentifier }))).rejects.toMatchObject({
      name: "DBSnapshotNotFoundFault",
    });
  });
});
