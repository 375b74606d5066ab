import {
  AttachUserPolicyCommand,
  CreateAccessKeyCommand,
  CreatePolicyCommand,
  CreateUserCommand,
} from "@aws-sdk/client-iam";
import {
  CreateDBClusterCommand,
  CreateDBInstanceCommand,
  DescribeDBClustersCommand,
  DescribeDBInstancesCommand,
  ModifyDBClusterCommand,
} from "@aws-sdk/client-rds";
import { Signer } from "@aws-sdk/rds-signer";
import pg from "pg";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { eventually, startTestCloud, type TestCloud } from "../../support/cloud.ts";
import { noPostgres } from "../../support/postgres.ts";

const password = "correct-horse";
let cloud: TestCloud;
let port = 0;
let resourceId = "";
let authority = "";

type Login = Partial<pg.ClientConfig>;

async function query<Row extends pg.QueryResultRow>(sql: string, login: Login = {}): Promise<Row[]> {
  const client = new pg.Client({ host: "127.0.0.1", port, user: "owner", password, database: "shop", ...login });
  client.on("error", () => undefined);
  await client.connect();
  try {
    return (await client.query<Row>(sql)).rows;
  } finally {
    await client.end();
  }
}

interface TokenOptions {
  readonly username?: string;
  readonly hostname?: string;
  readonly port?: number;
  readonly region?: string;
  readonly credentials?: { readonly accessKeyId: string; readonly secretAccessKey: string };
}

const tokenOf = (options: TokenOptions = {}): Promise<string> =>
  new Signer({
    hostname: "127.0.0.1",
    port,
    username: "app",
    region: "eu-west-1",
    credentials: { accessKeyId: "test", secretAccessKey: "test" },
    ...options,
  }).getAuthToken();

const byToken = async (options?: TokenOptions): Promise<Login> => ({
  user: options?.username ?? "app",
  password: await tokenOf(options),
  ssl: { ca: authority },
});

/** A user's access key, with the right to what is named. */
async function userWith(name: string, Resource: string) {
  const { iam } = cloud;
  await iam.send(new CreateUserCommand({ UserName: name }));
  const { Policy } = await iam.send(
    new CreatePolicyCommand({
      PolicyName: name,
      PolicyDocument: JSON.stringify({
        Version: "2012-10-17",
        Statement: [{ Effect: "Allow", Action: "rds-db:connect", Resource }],
      }),
    }),
  );
  await iam.send(new AttachUserPolicyCommand({ UserName: name, PolicyArn: Policy?.Arn }));
  const { AccessKey } = await iam.send(new CreateAccessKeyCommand({ UserName: name }));
  return { accessKeyId: AccessKey?.AccessKeyId ?? "", secretAccessKey: AccessKey?.SecretAccessKey ?? "" };
}

describe.skipIf(noPostgres !== undefined)("A connection to a cluster", () => {
  beforeAll(async () => {
    cloud = await startTestCloud();
    const DBClusterIdentifier = "shop";
    const Engine = "aurora-postgresql";
    const { DBCluster } = await cloud.rds.send(
      new CreateDBClusterCommand({
        ...{ DBClusterIdentifier, Engine, MasterUsername: "owner", MasterUserPassword: password },
        DatabaseName: "shop",
        EnableIAMDatabaseAuthentication: true,
      }),
    );
    resourceId = DBCluster?.DbClusterResourceId ?? "";
    const DBInstanceIdentifier = "shop-writer";
    await cloud.rds.send(
      new CreateDBInstanceCommand({
        DBInstanceIdentifier,
        DBClusterIdentifier,
        Engine,
        DBInstanceClass: "db.serverless",
      }),
    );
    port = await eventually(async () => {
      const { DBInstances } = await cloud.rds.send(new DescribeDBInstancesCommand({ DBInstanceIdentifier }));
      return DBInstances?.[0]?.DBInstanceStatus === "available" ? DBInstances[0].Endpoint?.Port : undefined;
    });
    authority = await (await fetch(`${cloud.cloud.endpoint}/_millrace/rds-ca-bundle.pem`)).text();
    await query("CREATE ROLE app LOGIN; GRANT rds_iam TO app; CREATE ROLE plain LOGIN PASSWORD 'plain-word'");
  });
  afterAll(() => cloud?.stop());

  it("is encrypted for who asks, by a certificate that the bundle vouches for", async () => {
    expect(await query("SELECT 1 AS one", { ssl: { ca: authority } })).toEqual([{ one: 1 }]);
    await expect(query("SELECT 1", { ssl: true })).rejects.toThrow(/self-signed|unable to (get|verify)/);
    expect(await query("SELECT 1 AS one")).toEqual([{ one: 1 }]);
  });

  it("carries many rows both ways", async () => {
    const sql = "SELECT length(string_agg(md5(n::text), '')) AS bytes FROM generate_series(1, 100000) n";
    const rows = await query<{ word: string }>("SELECT md5(n::text) AS word FROM generate_series(1, 50000) n", {
      ssl: { ca: authority },
    });

    expect(rows).toHaveLength(50_000);
    expect(await query(sql, { ssl: { ca: authority } })).toEqual([{ bytes: 3_200_000 }]);
  });

  it("is let in by a token of IAM, as the user that the token names", async () => {
    expect(await query("SELECT current_user AS name", await byToken())).toEqual([{ name: "app" }]);
    expect(await query("SELECT session_user AS name", await byToken())).toEqual([{ name: "app" }]);
  });

  const refused = 'PAM authentication failed for user "app"';

  it.each([
    ["of another user", { username: "owner" }],
    ["of another region", { region: "us-east-1" }],
    ["of another host", { hostname: "elsewhere.example.com" }],
    ["of another port", { port: 1 }],
    ["with another secret", { credentials: { accessKeyId: "test", secretAccessKey: "wrong" } }],
  ])("is refused with a token %s", async (_, options: TokenOptions) => {
    const login = { ...(await byToken(options)), user: "app" };

    await expect(query("SELECT 1", login)).rejects.toMatchObject({ code: "28000", message: refused });
  });

  it("is refused with a password where a token is wanted, and with a changed token", async () => {
    const { password: token, ...login } = await byToken();

    await expect(query("SELECT 1", { ...login, password: "anything" })).rejects.toThrow(refused);
    await expect(query("SELECT 1", { ...login, password: `${String(token)}0` })).rejects.toThrow(refused);
  });

  it("is refused without encryption where a token is wanted", async () => {
    await expect(query("SELECT 1", { ...(await byToken()), ssl: false })).rejects.toThrow(
      'pg_hba.conf rejects connection for host "127.0.0.1", user "app", database "shop", no encryption',
    );
  });

  it("asks who signed the token for rds-db:connect on the cluster's resource id and the user", async () => {
    const right = `arn:aws:rds-db:eu-west-1:000000000000:dbuser:${resourceId}/app`;
    const may = await userWith("may", right);
    const mayNot = await userWith("may-not", right.replace("/app", "/other"));

    expect(await query("SELECT 1 AS one", await byToken({ credentials: may }))).toEqual([{ one: 1 }]);
    await expect(query("SELECT 1", await byToken({ credentials: mayNot }))).rejects.toThrow(refused);
  });

  it("is no longer let in by a token, nor without a password, once rds_iam is taken away", async () => {
    await query("CREATE ROLE later LOGIN PASSWORD 'later-word'; GRANT rds_iam TO later");
    await query("SELECT 1", await byToken({ username: "later" }));

    await query("REVOKE rds_iam FROM later");

    await expect(query("SELECT 1", await byToken({ username: "later" }))).rejects.toThrow(
      'password authentication failed for user "later"',
    );
    expect(await query("SELECT 1 AS one", { user: "later", password: "later-word" })).toEqual([{ one: 1 }]);
  });

  it("is refused by token while the cluster does not take any", async () => {
    const change = (on: boolean) =>
      cloud.rds.send(
        new ModifyDBClusterCommand({
          DBClusterIdentifier: "shop",
          EnableIAMDatabaseAuthentication: on,
          ApplyImmediately: true,
        }),
      );
    const is = (on: boolean) =>
      eventually(async () => {
        const { DBClusters } = await cloud.rds.send(new DescribeDBClustersCommand({ DBClusterIdentifier: "shop" }));
        return DBClusters?.[0]?.IAMDatabaseAuthenticationEnabled === on || undefined;
      });

    await change(false);
    await is(false);

    await expect(query("SELECT 1", await byToken())).rejects.toThrow(refused);
    await change(true);
    await is(true);
    expect(await query("SELECT 1 AS one", await byToken())).toEqual([{ one: 1 }]);
  });

  it("is refused with a token of more than a quarter of an hour ago", async () => {
    const login = await byToken();
    cloud.cloud.advanceClock(15 * 60_000 + 1000);

    await expect(query("SELECT 1", login)).rejects.toMatchObject({ code: "28000", message: refused });
  });
});
