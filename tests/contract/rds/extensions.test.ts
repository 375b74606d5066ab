import { gzipSync } from "node:zlib";
import { CreateRoleCommand, PutRolePolicyCommand } from "@aws-sdk/client-iam";
import { CreateFunctionCommand } from "@aws-sdk/client-lambda";
import {
  AddRoleToDBClusterCommand,
  AddRoleToDBInstanceCommand,
  CreateDBClusterCommand,
  CreateDBInstanceCommand,
  DescribeDBClustersCommand,
  DescribeDBInstancesCommand,
  RemoveRoleFromDBClusterCommand,
  RemoveRoleFromDBInstanceCommand,
} from "@aws-sdk/client-rds";
import { CreateBucketCommand, GetObjectCommand, PutObjectCommand } from "@aws-sdk/client-s3";
import pg from "pg";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { eventually, startTestCloud, type TestCloud } from "../../support/cloud.ts";
import { noPostgres } from "../../support/postgres.ts";
import { createStack, deleteStack, updateStack } from "../../support/stacks.ts";
import { zip } from "../../support/zip.ts";

const MasterUserPassword = "correct-horse";
const DBClusterIdentifier = "shop";
const DBInstanceIdentifier = "shop-writer";

describe.skipIf(noPostgres !== undefined)("The extensions of Aurora", () => {
  let cloud: TestCloud;
  let port = 0;
  let owner: pg.Client;

  const connect = async (user: string, password: string): Promise<pg.Client> => {
    const client = new pg.Client({ host: "127.0.0.1", port, user, password, database: "shop" });
    await client.connect();
    return client;
  };
  const rows = async <Row extends pg.QueryResultRow>(sql: string, client = owner): Promise<Row[]> =>
    (await client.query<Row>(sql)).rows;
  const put = (Key: string, Body: string | Buffer, ContentEncoding?: string) =>
    cloud.s3.send(new PutObjectCommand({ Bucket: "files", Key, Body, ContentEncoding }));
  const text = async (Key: string) =>
    await (await cloud.s3.send(new GetObjectCommand({ Bucket: "files", Key }))).Body?.transformToString();
  const role = async (RoleName: string, Action: string, Resource: string): Promise<string> => {
    const trust = {
      Effect: "Allow",
      Action: "sts:AssumeRole",
      Principal: { Service: ["rds.amazonaws.com", "lambda.amazonaws.com"] },
    };
    const AssumeRolePolicyDocument = JSON.stringify({ Version: "2012-10-17", Statement: [trust] });
    const { Role } = await cloud.iam.send(new CreateRoleCommand({ RoleName, AssumeRolePolicyDocument }));
    const PolicyDocument = JSON.stringify({
      Version: "2012-10-17",
      Statement: [{ Effect: "Allow", Action, Resource }],
    });
    await cloud.iam.send(new PutRolePolicyCommand({ RoleName, PolicyName: "may", PolicyDocument }));
    return Role?.Arn ?? "";
  };
  const associate = (FeatureName: string, RoleArn: string) =>
    cloud.rds.send(new AddRoleToDBClusterCommand({ DBClusterIdentifier, FeatureName, RoleArn }));

  beforeAll(async () => {
    cloud = await startTestCloud();
    const common = { Engine: "aurora-postgresql", DBClusterIdentifier };
    await cloud.rds.send(
      new CreateDBClusterCommand({ ...common, MasterUsername: "owner", MasterUserPassword, DatabaseName: "shop" }),
    );
    await cloud.rds.send(
      new CreateDBInstanceCommand({ ...common, DBInstanceIdentifier, DBInstanceClass: "db.serverless" }),
    );
    port = await eventually(async () => {
      const { DBInstances } = await cloud.rds.send(new DescribeDBInstancesCommand({ DBInstanceIdentifier }));
      return DBInstances?.[0]?.DBInstanceStatus === "available" ? DBInstances[0].Endpoint?.Port : undefined;
    });
    const location = { CreateBucketConfiguration: { LocationConstraint: "eu-west-1" as const } };
    await cloud.s3.send(new CreateBucketCommand({ Bucket: "files", ...location }));
    owner = await connect("owner", MasterUserPassword);
    await owner.query("CREATE EXTENSION aws_s3 CASCADE; CREATE EXTENSION aws_lambda CASCADE");
    await owner.query("CREATE ROLE reader LOGIN PASSWORD 'reader-word'");
  });
  afterAll(async () => {
    await owner?.end();
    await cloud?.stop();
  });

  it("are made by the owner of the database, with what they require", async () => {
    const found = await rows("SELECT extname FROM pg_extension WHERE extname LIKE 'aws%' ORDER BY 1");

    expect(found).toEqual([{ extname: "aws_commons" }, { extname: "aws_lambda" }, { extname: "aws_s3" }]);
  });

  it("ask for a role that is associated with the database, before they ask for anything else", async () => {
    await owner.query("CREATE TABLE early (id int)");
    const uri = "aws_commons.create_s3_uri('files', 'early.csv', 'eu-west-1')";

    const refused = owner.query(`SELECT aws_s3.table_import_from_s3('early', '', '(format csv)', ${uri})`);

    await expect(refused).rejects.toMatchObject({
      message: "credentials stored with the database cluster can't be accessed",
      hint: 'Has the IAM role Amazon Resource Name (ARN) been associated with the feature-name "s3Import"?',
    });
    await expect(owner.query("SELECT * FROM aws_lambda.invoke('double', '{}'::json)")).rejects.toMatchObject({
      hint: expect.stringContaining('"Lambda"'),
    });
  });

  it("import an object of S3, with the rights of the role and no others", async () => {
    await associate("s3Import", await role("import", "s3:GetObject", "arn:aws:s3:::files/in/*"));
    await put("in/a.csv", 'id,note,at\n1,"x, ""y""",2026-11-01\n2,,2026-11-02\n');
    await put("in/b.txt.gz", gzipSync("3|z\n"), "gzip");
    await put("out/a.csv", "1,x\n");
    await owner.query(
      "CREATE TABLE orders (id int PRIMARY KEY, note varchar(20), at date, made timestamptz DEFAULT now())",
    );
    const from = (key: string, columns: string, options: string) =>
      rows<{ told: string }>(
        `SELECT aws_s3.table_import_from_s3('orders', '${columns}', '${options}', aws_commons.create_s3_uri('files', '${key}', 'eu-west-1')) AS told`,
      );

    const first = await from("in/a.csv", "id, note,at", "(FORMAT csv, HEADER)");
    await from("in/b.txt.gz", "id,note", "DELIMITER ''|''");

    expect(first).toEqual([{ told: '2 rows imported into relation "orders" from file in/a.csv of 49 bytes' }]);
    expect(await rows("SELECT id, note, at::text, made IS NOT NULL AS made FROM orders ORDER BY id")).toEqual([
      { id: 1, note: 'x, "y"', at: "2026-11-01", made: true },
      { id: 2, note: null, at: "2026-11-02", made: true },
      { id: 3, note: "z", at: null, made: true },
    ]);
    await expect(from("out/a.csv", "id,note", "(format csv)")).rejects.toThrow(
      /^HTTP 403\. .*s3:GetObject.* Check bucket or provided credentials as they may be incorrect\.$/,
    );
    await expect(from("in/a.csv", "id,note", "(format csv)")).rejects.toThrow("extra data after last expected column");
    await expect(from("in/a.csv", "id,color,at", "(format csv)")).rejects.toThrow(
      'column "color" of relation "orders"',
    );
    expect(await rows("SELECT count(*)::int AS n FROM orders")).toEqual([{ n: 3 }]);
  });

  it("say what is wrong with a file, and with a request that is none", async () => {
    await put("in/c.gz", "not gzip at all", "gzip");
    const calls = {
      "SELECT aws_s3.table_import_from_s3('orders', '', '', 'files', 'in/c.gz', 'eu-west-1')": "in/c.gz is not gzip",
      "SELECT aws_s3.table_import_from_s3('orders', '', '', 'files', 'in/none', 'eu-west-1')": /^HTTP 40[34]\./,
      "SELECT aws_s3.table_import_from_s3('nowhere', '', '', 'files', 'in/a.csv')": 'relation "nowhere" does not exist',
      [`SELECT aws_s3._ask('{"do": "dance"}')`]: "the request could not be answered",
      [`SELECT aws_s3._ask('{"do": "store", "id": "../secret", "bucket": "files", "key": "out/x"}')`]:
        /can't be accessed|answered/,
    };

    for (const [call, told] of Object.entries(calls)) await expect(owner.query(call)).rejects.toThrow(told);
  });

  it("import as part of the caller's transaction", async () => {
    await owner.query("BEGIN");
    await owner.query("CREATE TEMP TABLE mine (id int, note text, at date)");
    await owner.query(
      "SELECT aws_s3.table_import_from_s3('mine', '', '(format csv, header true)', 'files', 'in/a.csv', 'eu-west-1')",
    );
    const within = await rows("SELECT count(*)::int AS n FROM mine");
    await owner.query("ROLLBACK");

    expect(within).toEqual([{ n: 2 }]);
    await expect(owner.query("SELECT 1 FROM mine")).rejects.toThrow("does not exist");
  });

  it.each([
    ["(format csv); ALTER ROLE reader SUPERUSER", "syntax error"],
    ["(format csv, program 'id')", 'option "program" not recognized'],
    ["(format binary)", 'COPY format "binary" not recognized'],
    ["(format csv", "syntax error at end of input"],
  ])("take %j for options and for nothing else", async (options, told) => {
    const quoted = options.replaceAll("'", "''");

    await expect(
      owner.query(`SELECT aws_s3.table_import_from_s3('orders', '', '${quoted}', 'files', 'in/a.csv', 'eu-west-1')`),
    ).rejects.toThrow(told);
  });

  it("do nothing for a caller that the caller could not do", async () => {
    await owner.query(
      "GRANT USAGE ON SCHEMA aws_s3 TO reader; CREATE TABLE secret (id int); REVOKE ALL ON secret FROM PUBLIC",
    );
    const reader = await connect("reader", "reader-word");
    const calls = [
      "SELECT aws_s3.table_import_from_s3('secret', '', '(format csv)', 'files', 'in/one.csv', 'eu-west-1')",
      "SELECT * FROM aws_s3.query_export_to_s3('SELECT * FROM secret', 'files', 'out/x', 'eu-west-1')",
      "SELECT * FROM aws_s3.query_export_to_s3('SELECT pg_read_file(''PG_VERSION'')', 'files', 'out/x', 'eu-west-1')",
      "SELECT * FROM aws_s3._query('host=/tmp', 'SELECT 1') AS t(a text)",
    ];
    await put("in/one.csv", "1\n");

    for (const call of calls) await expect(reader.query(call)).rejects.toThrow(/permission denied/);
    const other = reader.query("SELECT * FROM aws_lambda.invoke('double', '{}'::json)");

    await expect(other).rejects.toThrow("permission denied for schema aws_lambda");
    await reader.end();
  });

  it("export what a query finds, in its order", async () => {
    await associate("s3Export", await role("export", "s3:PutObject", "arn:aws:s3:::files/out/*"));
    const query = "SELECT id, note FROM orders ORDER BY id DESC";

    const uploaded = await rows(
      `SELECT * FROM aws_s3.query_export_to_s3('${query}', aws_commons.create_s3_uri('files', 'out/a.csv', 'eu-west-1'), options := 'format csv, header true')`,
    );
    await owner.query(`SELECT * FROM aws_s3.query_export_to_s3('${query}', 'files', 'out/a.txt', 'eu-west-1')`);

    expect(uploaded).toEqual([{ rows_uploaded: "3", files_uploaded: "1", bytes_uploaded: "28" }]);
    expect(await text("out/a.csv")).toBe('id,note\n3,z\n2,\n1,"x, ""y"""\n');
    expect(await text("out/a.txt")).toBe('3\tz\n2\t\\N\n1\tx, "y"\n');
    await expect(
      owner.query("SELECT * FROM aws_s3.query_export_to_s3('SELECT 1', 'files', 'in/x', 'eu-west-1')"),
    ).rejects.toThrow(/^HTTP 403\./);
  });

  it("run functions of Lambda and hand back what they answer", async () => {
    const Role = await role("function", "logs:*", "*");
    const ZipFile = await zip({
      "index.mjs":
        "export const handler = async ({ n }, { clientContext }) => ({ twice: n * 2, custom: clientContext?.custom });",
    });
    const { FunctionArn = "" } = await cloud.lambda.send(
      new CreateFunctionCommand({
        FunctionName: "double",
        Role,
        Runtime: "nodejs22.x",
        Handler: "index.handler",
        Code: { ZipFile },
      }),
    );
    await associate("Lambda", await role("invoke", "lambda:InvokeFunction", FunctionArn));

    const [answer] = await rows(
      `SELECT * FROM aws_lambda.invoke(aws_commons.create_lambda_function_arn('double', 'eu-west-1'), '{"n": 4}'::json)`,
    );
    const [binary] = await rows<{ payload: unknown }>(
      `SELECT payload FROM aws_lambda.invoke('${FunctionArn}', '{"n": 5}'::jsonb, context := '{"custom": {"a": 1}}'::jsonb)`,
    );
    const [queued] = await rows(`SELECT * FROM aws_lambda.invoke('double', '{"n": 4}'::json, 'eu-west-1', 'Event')`);

    expect(answer).toEqual({ status_code: 200, payload: { twice: 8 }, executed_version: "$LATEST", log_result: null });
    expect(binary?.payload).toEqual({ twice: 10, custom: { a: 1 } });
    expect(queued).toMatchObject({ status_code: 202, payload: null });
    await expect(owner.query("SELECT * FROM aws_lambda.invoke('other', '{}'::json)")).rejects.toMatchObject({
      message: "invoke API failed",
      detail: expect.stringMatching(
        /^AWS Lambda client returned '.*is not authorized to perform: lambda:InvokeFunction/,
      ),
    });
  });

  it("lose the role that is taken from the database", async () => {
    const { DBClusters: [cluster] = [] } = await cloud.rds.send(new DescribeDBClustersCommand({ DBClusterIdentifier }));
    const RoleArn = cluster?.AssociatedRoles?.find(({ FeatureName }) => FeatureName === "s3Import")?.RoleArn;
    const named = { DBClusterIdentifier, RoleArn, FeatureName: "s3Import" };

    await expect(cloud.rds.send(new AddRoleToDBClusterCommand(named))).rejects.toMatchObject({
      name: "DBClusterRoleAlreadyExistsFault",
    });
    await cloud.rds.send(new RemoveRoleFromDBClusterCommand(named));

    await expect(
      owner.query("SELECT aws_s3.table_import_from_s3('orders', '', '(format csv)', 'files', 'in/a.csv', 'eu-west-1')"),
    ).rejects.toThrow("can't be accessed");
    await expect(cloud.rds.send(new RemoveRoleFromDBClusterCommand(named))).rejects.toMatchObject({
      name: "DBClusterRoleNotFoundFault",
    });
    expect(cluster?.AssociatedRoles).toContainEqual({ RoleArn, FeatureName: "s3Import", Status: "ACTIVE" });
  });

  it("are given and lose their roles by a template", async () => {
    const common = { Engine: "aurora-postgresql", MasterUsername: "owner", ManageMasterUserPassword: true };
    const database = (...FeatureNames: readonly string[]) => {
      const AssociatedRoles = FeatureNames.map((FeatureName) => ({
        RoleArn: `arn:aws:iam::000000000000:role/${FeatureName}`,
        FeatureName,
      }));
      const Properties = { ...common, DBClusterIdentifier: "declared", AssociatedRoles };
      return { Resources: { Database: { Type: "AWS::RDS::DBCluster", Properties } } };
    };
    const features = async () => {
      const declared = new DescribeDBClustersCommand({ DBClusterIdentifier: "declared" });
      const { DBClusters: [cluster] = [] } = await cloud.rds.send(declared);
      return cluster?.AssociatedRoles?.map(({ FeatureName }) => FeatureName);
    };

    const made = await createStack(cloud.cloudformation, "declared", database("s3Import", "Lambda"));
    const first = await features();
    const changed = await updateStack(cloud.cloudformation, "declared", database("Lambda", "s3Export"));

    expect([made.StackStatus, changed.StackStatus]).toEqual(["CREATE_COMPLETE", "UPDATE_COMPLETE"]);
    expect(first).toEqual(["s3Import", "Lambda"]);
    expect(await features()).toEqual(["Lambda", "s3Export"]);
    await deleteStack(cloud.cloudformation, made.StackId ?? "");
  });

  it("act for an instance that stands alone by its own roles", async () => {
    const RoleArn = "arn:aws:iam::000000000000:role/import";
    const alone = { DBInstanceIdentifier: "alone" };
    await cloud.rds.send(
      new CreateDBInstanceCommand({
        ...{ ...alone, Engine: "postgres", DBInstanceClass: "db.t4g.micro", AllocatedStorage: 20 },
        ...{ MasterUsername: "owner", MasterUserPassword, DBName: "shop" },
      }),
    );
    const given = { ...alone, RoleArn, FeatureName: "s3Import" };
    await cloud.rds.send(new AddRoleToDBInstanceCommand(given));
    const there = await eventually(async () => {
      const { DBInstances } = await cloud.rds.send(new DescribeDBInstancesCommand(alone));
      return DBInstances?.[0]?.DBInstanceStatus === "available" ? DBInstances[0] : undefined;
    });
    const login = { host: "127.0.0.1", port: there.Endpoint?.Port ?? 0, user: "owner", password: MasterUserPassword };
    const client = new pg.Client({ ...login, database: "shop" });
    await client.connect();

    await client.query("CREATE EXTENSION aws_s3 CASCADE; CREATE TABLE t (id int)");
    await client.query("SELECT aws_s3.table_import_from_s3('t', '', '', 'files', 'in/one.csv', 'eu-west-1')");

    expect((await client.query("SELECT id FROM t")).rows).toEqual([{ id: 1 }]);
    expect(there.AssociatedRoles).toEqual([{ RoleArn, FeatureName: "s3Import", Status: "ACTIVE" }]);
    await client.end();
    await cloud.rds.send(new RemoveRoleFromDBInstanceCommand(given));
    await expect(cloud.rds.send(new RemoveRoleFromDBInstanceCommand(given))).rejects.toMatchObject({
      name: "DBInstanceRoleNotFoundFault",
    });
  });
});
