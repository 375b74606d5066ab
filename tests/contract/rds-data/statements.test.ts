import { CreateRoleCommand, PutRolePolicyCommand } from "@aws-sdk/client-iam";
import {
  CreateDBClusterCommand,
  CreateDBInstanceCommand,
  DescribeDBInstancesCommand,
  DisableHttpEndpointCommand,
  EnableHttpEndpointCommand,
} from "@aws-sdk/client-rds";
import {
  BatchExecuteStatementCommand,
  BeginTransactionCommand,
  CommitTransactionCommand,
  ExecuteSqlCommand,
  ExecuteStatementCommand,
  type ExecuteStatementCommandInput,
  RDSDataClient,
  RollbackTransactionCommand,
  type SqlParameter,
} from "@aws-sdk/client-rds-data";
import { CreateSecretCommand } from "@aws-sdk/client-secrets-manager";
import { AssumeRoleCommand } from "@aws-sdk/client-sts";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { clientConfig, eventually, startTestCloud, type TestCloud } from "../../support/cloud.ts";
import { noPostgres } from "../../support/postgres.ts";

const password = "correct-horse";
let cloud: TestCloud;
let data: RDSDataClient;
let resourceArn = "";
let secretArn = "";

const execute = (sql: string, parameters: SqlParameter[] = [], more: Partial<ExecuteStatementCommandInput> = {}) =>
  data.send(new ExecuteStatementCommand({ resourceArn, secretArn, sql, parameters, ...more }));

const secret = async (Name: string, SecretString: string): Promise<string> =>
  (await cloud.secretsmanager.send(new CreateSecretCommand({ Name, SecretString }))).ARN ?? "";

describe.skipIf(noPostgres !== undefined)("The Data API", () => {
  beforeAll(async () => {
    cloud = await startTestCloud();
    data = new RDSDataClient(clientConfig(cloud.cloud.endpoint));
    const cluster = { DBClusterIdentifier: "shop", Engine: "aurora-postgresql" };
    const { DBCluster } = await cloud.rds.send(
      new CreateDBClusterCommand({
        ...{ ...cluster, MasterUsername: "owner", MasterUserPassword: password, DatabaseName: "shop" },
        EnableHttpEndpoint: true,
      }),
    );
    resourceArn = DBCluster?.DBClusterArn ?? "";
    secretArn = await secret("shop", JSON.stringify({ username: "owner", password }));
    const DBInstanceIdentifier = "shop-writer";
    await cloud.rds.send(
      new CreateDBInstanceCommand({ ...cluster, DBInstanceIdentifier, DBInstanceClass: "db.serverless" }),
    );
    await eventually(async () => {
      const { DBInstances } = await cloud.rds.send(new DescribeDBInstancesCommand({ DBInstanceIdentifier }));
      return DBInstances?.[0]?.DBInstanceStatus === "available" || undefined;
    });
    await execute(
      "CREATE TABLE people (id serial PRIMARY KEY, name varchar(40) NOT NULL, born date, paid numeric(8,2))",
    );
  });
  afterAll(async () => {
    data?.destroy();
    await cloud?.stop();
  });

  it("runs statements with named parameters and answers records by their types", async () => {
    const inserted = await execute("INSERT INTO people (name, born, paid) VALUES (:name, :born, :paid)", [
      { name: "name", value: { stringValue: "it's :name" } },
      { name: "born", value: { stringValue: "2001-02-03" }, typeHint: "DATE" },
      { name: "paid", value: { stringValue: "12.50" }, typeHint: "DECIMAL" },
    ]);
    const { records } = await execute("SELECT name, born, paid, id > 0, NULL::int FROM people WHERE name = :name", [
      { name: "name", value: { stringValue: "it's :name" } },
    ]);

    expect(inserted).toMatchObject({ numberOfRecordsUpdated: 1, generatedFields: [] });
    expect(records).toEqual([
      [
        { stringValue: "it's :name" },
        { stringValue: "2001-02-03" },
        { stringValue: "12.50" },
        { booleanValue: true },
        { isNull: true },
      ],
    ]);
  });

  it("takes parameters of each type", async () => {
    const { records } = await execute(
      "SELECT :long + 1, :double * 2, NOT :boolean, :blob, :missing::int, :id, :at, :json -> 'a', :time",
      [
        { name: "long", value: { longValue: 41 } },
        { name: "double", value: { doubleValue: 1.25 } },
        { name: "boolean", value: { booleanValue: true } },
        { name: "blob", value: { blobValue: Buffer.from([0, 255]) } },
        { name: "missing", value: { isNull: true } },
        { name: "id", value: { stringValue: "3f5ea363-4c40-4000-8000-000000000000" }, typeHint: "UUID" },
        { name: "at", value: { stringValue: "2026-01-02 03:04:05.678" }, typeHint: "TIMESTAMP" },
        { name: "json", value: { stringValue: '{"a": [1]}' }, typeHint: "JSON" },
        { name: "time", value: { stringValue: "03:04:05" }, typeHint: "TIME" },
      ],
    );

    expect(records).toEqual([
      [
        { longValue: 42 },
        { doubleValue: 2.5 },
        { booleanValue: false },
        { blobValue: new Uint8Array([0, 255]) },
        { isNull: true },
        { stringValue: "3f5ea363-4c40-4000-8000-000000000000" },
        { stringValue: "2026-01-02 03:04:05.678" },
        { stringValue: "[1]" },
        { stringValue: "03:04:05" },
      ],
    ]);
  });

  it("gives texts as texts: without a hint they are no dates", async () => {
    await expect(
      execute("INSERT INTO people (name, born) VALUES ('x', :born)", [
        { name: "born", value: { stringValue: "2001-02-03" } },
      ]),
    ).rejects.toMatchObject({
      name: "DatabaseErrorException",
      message: expect.stringMatching(
        /^ERROR: column "born" is of type date but expression is of type text; .*SQLState: 42804$/,
      ),
    });
  });

  it("formats records as JSON, and tells of columns", async () => {
    const sql = "SELECT id, name, paid, ARRAY[1, 2] AS list, true AS yes FROM people ORDER BY id LIMIT 1";
    const { formattedRecords = "", records } = await execute(sql, [], { formatRecordsAs: "JSON" });
    const { columnMetadata } = await execute(sql, [], { includeResultMetadata: true });

    expect(JSON.parse(formattedRecords)).toEqual([{ id: 1, name: "it's :name", paid: 12.5, list: [1, 2], yes: true }]);
    expect(records).toBeUndefined();
    expect(columnMetadata).toMatchObject([
      {
        name: "id",
        typeName: "int4",
        type: 4,
        nullable: 0,
        isAutoIncrement: true,
        tableName: "people",
        schemaName: "public",
      },
      { name: "name", typeName: "varchar", type: 12, nullable: 0, precision: 40, isCaseSensitive: true },
      { name: "paid", typeName: "numeric", type: 2, nullable: 1, precision: 8, scale: 2 },
      { name: "list", typeName: "_int4", type: 2003, arrayBaseColumnType: 4, tableName: "" },
      { name: "yes", typeName: "bool", type: -7, nullable: 2 },
    ]);
  });

  it("runs a statement for every set of parameters, all or none", async () => {
    const batch = (ids: readonly number[]) =>
      data.send(
        new BatchExecuteStatementCommand({
          resourceArn,
          secretArn,
          sql: "INSERT INTO people (id, name) VALUES (:id, 'batch')",
          parameterSets: ids.map((longValue) => [{ name: "id", value: { longValue } }]),
        }),
      );

    const { updateResults } = await batch([101, 102, 103]);
    await expect(batch([104, 101])).rejects.toMatchObject({
      message: expect.stringContaining('duplicate key value violates unique constraint "people_pkey"'),
    });

    const { records } = await execute("SELECT count(*) FROM people WHERE name = 'batch'");
    expect(updateResults).toEqual([{ generatedFields: [] }, { generatedFields: [] }, { generatedFields: [] }]);
    expect(records).toEqual([[{ longValue: 3 }]]);
  });

  it("keeps transactions apart until they are committed, and forgets what is rolled back", async () => {
    const login = { resourceArn, secretArn };
    const countOf = async (name: string, transactionId?: string) => {
      const sql = `SELECT count(*) FROM people WHERE name = '${name}'`;
      return (await execute(sql, [], transactionId === undefined ? {} : { transactionId })).records?.[0]?.[0]
        ?.longValue;
    };
    const { transactionId = "" } = await data.send(new BeginTransactionCommand(login));
    await execute("INSERT INTO people (name) VALUES ('tx')", [], { transactionId });

    expect([await countOf("tx"), await countOf("tx", transactionId)]).toEqual([0, 1]);
    expect(await data.send(new CommitTransactionCommand({ ...login, transactionId }))).toMatchObject({
      transactionStatus: "Transaction Committed",
    });
    expect(await countOf("tx")).toBe(1);
    const other = await data.send(new BeginTransactionCommand(login));
    await execute("DELETE FROM people WHERE name = 'tx'", [], { transactionId: other.transactionId });
    const end = { ...login, transactionId: other.transactionId };
    expect(await data.send(new RollbackTransactionCommand(end))).toMatchObject({
      transactionStatus: "Rollback Complete",
    });
    expect(await countOf("tx")).toBe(1);
    await expect(data.send(new RollbackTransactionCommand(end))).rejects.toMatchObject({
      name: "TransactionNotFoundException",
    });
  });

  it("rolls a transaction back of which nothing is heard for three minutes", async () => {
    const { transactionId } = await data.send(new BeginTransactionCommand({ resourceArn, secretArn }));
    await execute("INSERT INTO people (name) VALUES ('silent')", [], { transactionId });
    cloud.cloud.advanceClock(2 * 60_000);
    await execute("SELECT 1", [], { transactionId });
    cloud.cloud.advanceClock(3 * 60_000 + 1);

    await expect(execute("SELECT 1", [], { transactionId })).rejects.toMatchObject({
      name: "TransactionNotFoundException",
    });
    expect((await execute("SELECT count(*) FROM people WHERE name = 'silent'")).records).toEqual([[{ longValue: 0 }]]);
  });

  it.each([
    ["more than a megabyte", "SELECT repeat('x', 1100000)", "BadRequestException", /response size limit/],
    ["two statements", "SELECT 1; SELECT 2", "BadRequestException", /Multistatements/],
    ["a name without a value", "SELECT :nobody", "BadRequestException", /Cannot find parameter: nobody/],
    [
      "a table that is not there",
      "SELECT * FROM nothing",
      "DatabaseErrorException",
      /^ERROR: relation "nothing" does not exist; Position: 15; SQLState: 42P01$/,
    ],
  ])("refuses %s", async (_, sql, name, message) => {
    await expect(execute(sql)).rejects.toMatchObject({ name, message: expect.stringMatching(message) });
  });

  it("refuses records as JSON whose columns have one name", async () => {
    await expect(execute("SELECT 1 AS a, 2 AS a", [], { formatRecordsAs: "JSON" })).rejects.toMatchObject({
      name: "UnsupportedResultException",
    });
  });

  it("refuses databases and secrets that do not fit", async () => {
    const wrong = await secret("wrong", JSON.stringify({ username: "owner", password: "wrong" }));
    const odd = await secret("odd", "no JSON");
    const gone = resourceArn.replace("shop", "gone");

    await expect(execute("SELECT 1", [], { secretArn: wrong })).rejects.toMatchObject({
      message: 'FATAL: password authentication failed for user "owner"; SQLState: 28P01',
    });
    await expect(execute("SELECT 1", [], { secretArn: odd })).rejects.toMatchObject({ name: "InvalidSecretException" });
    await expect(execute("SELECT 1", [], { secretArn: `${odd}x` })).rejects.toMatchObject({
      name: "SecretsErrorException",
    });
    await expect(execute("SELECT 1", [], { resourceArn: gone })).rejects.toMatchObject({
      name: "DatabaseNotFoundException",
    });
  });

  it("must be enabled for the cluster", async () => {
    await cloud.rds.send(new DisableHttpEndpointCommand({ ResourceArn: resourceArn }));
    await expect(execute("SELECT 1")).rejects.toMatchObject({ name: "HttpEndpointNotEnabledException" });
    await cloud.rds.send(new EnableHttpEndpointCommand({ ResourceArn: resourceArn }));
    expect((await execute("SELECT 1")).records).toEqual([[{ longValue: 1 }]]);
  });

  it("asks the caller for the right to read the secret", async () => {
    const { iam, sts } = cloud;
    const RoleName = "reader";
    const statement = (Action: string, Resource: string) => ({ Effect: "Allow", Action, Resource });
    const document = (...Statement: object[]) => JSON.stringify({ Version: "2012-10-17", Statement });
    const trust = { Effect: "Allow", Principal: { AWS: "*" }, Action: "sts:AssumeRole" };
    const { Role } = await iam.send(new CreateRoleCommand({ RoleName, AssumeRolePolicyDocument: document(trust) }));
    const policy = (PolicyName: string, PolicyDocument: string) =>
      iam.send(new PutRolePolicyCommand({ RoleName, PolicyName, PolicyDocument }));
    await policy("data", document(statement("rds-data:ExecuteStatement", resourceArn)));
    const { Credentials: keys } = await sts.send(
      new AssumeRoleCommand({ RoleArn: Role?.Arn, RoleSessionName: "reader" }),
    );
    const reader = new RDSDataClient({
      ...clientConfig(cloud.cloud.endpoint),
      credentials: {
        accessKeyId: keys?.AccessKeyId ?? "",
        secretAccessKey: keys?.SecretAccessKey ?? "",
        sessionToken: keys?.SessionToken ?? "",
      },
    });
    const read = () => reader.send(new ExecuteStatementCommand({ resourceArn, secretArn, sql: "SELECT 1" }));

    await expect(read()).rejects.toMatchObject({
      name: "AccessDeniedException",
      message: expect.stringContaining("secretsmanager:GetSecretValue"),
    });
    await policy("secret", document(statement("secretsmanager:GetSecretValue", secretArn)));
    expect((await read()).records).toEqual([[{ longValue: 1 }]]);
    reader.destroy();
  });

  it("answers ExecuteSql that it is no more", async () => {
    const old = { dbClusterOrInstanceArn: resourceArn, awsSecretStoreArn: secretArn, sqlStatements: "SELECT 1" };

    await expect(data.send(new ExecuteSqlCommand(old))).rejects.toMatchObject({ name: "BadRequestException" });
  });
});
