import {
  AuthorizeSecurityGroupIngressCommand,
  CreateVpcEndpointCommand,
  DeleteVpcEndpointsCommand,
  DescribeSecurityGroupRulesCommand,
  DescribeVpcEndpointsCommand,
  RevokeSecurityGroupIngressCommand,
} from "@aws-sdk/client-ec2";
import { GetRolePolicyCommand, PutRolePolicyCommand } from "@aws-sdk/client-iam";
import { UpdateFunctionConfigurationCommand } from "@aws-sdk/client-lambda";
import { DescribeDBClustersCommand } from "@aws-sdk/client-rds";
import { PutObjectCommand } from "@aws-sdk/client-s3";
import { GetSecretValueCommand } from "@aws-sdk/client-secrets-manager";
import { GetExecutionHistoryCommand, ListExecutionsCommand, ListMapRunsCommand } from "@aws-sdk/client-sfn";
import pg from "pg";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Clients, clientsOf, closeClients, eventually } from "../support/cloud.ts";
import { noPostgres } from "../support/postgres.ts";
import { millrace, type Running, start } from "../support/program.ts";

const count = 50;
const region = "eu-west-1";
const store = "people-consolidate";
/** Long enough to store a few rows, short enough to wait for in vain. */
const shortTimeoutSeconds = 5;

/** As the ledger tells it, to whoever looks at a run. */
const timedOut = /^Function people-consolidate failed on piece 0 of the file: .*Task timed out after 5\.00 seconds$/;

const person = (file: string, index: number) => ({
  id: `${file}-${index}`,
  name: `Person ${index}`,
  email: `person${index}@example.com`,
  phone: `+49 30 ${1_000_000 + index}`,
  country: "DE",
  postcode: "10000",
  visits: [{ at: "2026-11-01T10:00:00Z", kind: "shop" }],
});

interface RunTold {
  readonly status: string;
  readonly reason?: { readonly code: string; readonly message: string };
  readonly counts?: { readonly stored: number; readonly rejected: number };
}

describe.skipIf(noPostgres !== undefined)("examples/people, with something missing", () => {
  let program: Running;
  let clients: Clients;
  let endpoint = "";
  beforeAll(async () => {
    program = start(["up", "examples/people", "--ephemeral", "--port", "0", "--no-watch", "--region", region]);
    [, endpoint = ""] = await program.prints(/runs at\D*(http:\/\/[\d.:]+)/);
    await program.prints(/Files are followed here/);
    clients = clientsOf(endpoint);
    const Body = "code,region,currency\nDE,Europe,EUR\n";
    await clients.s3.send(new PutObjectCommand({ Bucket: "people-uploads", Key: "reference/countries.csv", Body }));
  });
  afterAll(async () => {
    closeClients(clients);
    await program.stop();
  });

  const cli = (...words: string[]) => millrace([...words, "--endpoint", endpoint, "--region", region]);
  const ofPipeline = ["--folder", "examples/people", "--json"];
  /** Waits of the workflow are the cloud's, and pass faster than ours. */
  const advance = () =>
    fetch(`${endpoint}/_millrace/clock`, { method: "POST", body: JSON.stringify({ advanceMs: 15_000 }) });

  async function ended(key: string, status: string): Promise<RunTold> {
    return await eventually(async () => {
      await advance();
      const { out } = await cli("run", key, ...ofPipeline);
      const run = out.startsWith("{") ? (JSON.parse(out) as RunTold) : undefined;
      return run?.status === status ? run : undefined;
    }, 120);
  }

  /** Environments that are warm remember what they have read: a new configuration ends them. */
  const withTimeout = (Timeout: number) =>
    clients.lambda.send(new UpdateFunctionConfigurationCommand({ FunctionName: store, Timeout }));

  async function send(file: string): Promise<string> {
    const Key = `people/${file}.json`;
    const Body = JSON.stringify({ people: Array.from({ length: count }, (_, index) => person(file, index)) });
    await withTimeout(shortTimeoutSeconds);
    await clients.s3.send(
      new PutObjectCommand({ Bucket: "people-uploads", Key, Body, ContentType: "application/json" }),
    );
    return Key;
  }

  async function readAgain(key: string): Promise<RunTold> {
    await withTimeout(900);
    const { out, err } = await cli("reprocess", key, ...ofPipeline);
    expect({ out, err }).toMatchObject({ out: expect.stringContaining('"started":1'), err: "" });
    return await ended(key, "completed");
  }

  async function rowsOf(file: string): Promise<{ rows: number; ids: number }> {
    const { DBClusters: [cluster] = [] } = await clients.rds.send(new DescribeDBClustersCommand({}));
    const SecretId = cluster?.MasterUserSecret?.SecretArn;
    const { SecretString = "" } = await clients.secretsmanager.send(new GetSecretValueCommand({ SecretId }));
    const { username, password } = JSON.parse(SecretString) as { readonly username: string; readonly password: string };
    const { Endpoint: host, Port: port, DatabaseName: database } = cluster ?? {};
    const client = new pg.Client({ host, port, database, user: username, password });
    await client.connect();
    try {
      const isThere = await client.query("SELECT to_regclass('people') IS NOT NULL AS there");
      if (isThere.rows[0]?.there !== true) return { rows: 0, ids: 0 };
      const sql = "SELECT count(*)::int AS rows, count(DISTINCT id)::int AS ids FROM people WHERE id LIKE $1";
      return (await client.query<{ rows: number; ids: number }>(sql, [`${file}-%`])).rows[0] ?? { rows: -1, ids: -1 };
    } finally {
      await client.end();
    }
  }

  /** Causes of what failed in the executions of chunks of the last workflow. */
  async function causes(): Promise<string[]> {
    const { states } = clients;
    const stateMachineArn = `arn:aws:states:${region}:000000000000:stateMachine:people`;
    const { executions = [] } = await states.send(new ListExecutionsCommand({ stateMachineArn }));
    const { mapRuns = [] } = await states.send(
      new ListMapRunsCommand({ executionArn: executions[0]?.executionArn ?? "" }),
    );
    const found: string[] = [];
    for (const { mapRunArn } of mapRuns) {
      const { executions: chunks = [] } = await states.send(new ListExecutionsCommand({ mapRunArn }));
      for (const { executionArn } of chunks) {
        const { events = [] } = await states.send(new GetExecutionHistoryCommand({ executionArn }));
        for (const { taskFailedEventDetails: details } of events) {
          if (details !== undefined) found.push(`${details.error}: ${details.cause}`);
        }
      }
    }
    return found;
  }

  const refused = async (): Promise<string> => (await cli("audit", "--role", store)).out;

  it("fails at the storing step without the endpoint of S3, and completes once it is back", async () => {
    const { ec2 } = clients;
    const Filters = [{ Name: "service-name", Values: [`com.amazonaws.${region}.s3`] }];
    const { VpcEndpoints: [gateway] = [] } = await ec2.send(new DescribeVpcEndpointsCommand({ Filters }));
    await ec2.send(new DeleteVpcEndpointsCommand({ VpcEndpointIds: [gateway?.VpcEndpointId ?? ""] }));

    const key = await send("endpoint");
    const failed = await ended(key, "failed");
    const told = await cli("reach", store, "s3");
    const before = await rowsOf("endpoint");
    const why = await causes();
    await ec2.send(
      new CreateVpcEndpointCommand({
        VpcId: gateway?.VpcId,
        ServiceName: gateway?.ServiceName,
        RouteTableIds: gateway?.RouteTableIds,
      }),
    );
    const again = await readAgain(key);

    expect(failed.reason).toMatchObject({ code: "interrupted", message: expect.stringMatching(timedOut) });
    expect(why).toContainEqual(expect.stringContaining(`Task timed out after ${shortTimeoutSeconds}.00 seconds`));
    expect(told).toMatchObject({ code: 1, out: expect.stringContaining("aws ec2 create-vpc-endpoint") });
    expect(await refused()).toContain(`connect on s3.${region}.amazonaws.com`);
    expect(before).toEqual({ rows: 0, ids: 0 });
    expect(again.counts).toMatchObject({ stored: count, rejected: 0 });
    expect(await rowsOf("endpoint")).toEqual({ rows: count, ids: count });
  });

  it("fails there without the rule of the database's security group", async () => {
    const { ec2 } = clients;
    const { SecurityGroupRules = [] } = await ec2.send(new DescribeSecurityGroupRulesCommand({}));
    const rule = SecurityGroupRules.find(({ FromPort, IsEgress }) => FromPort === 5432 && IsEgress === false);
    const GroupId = rule?.GroupId ?? "";
    await ec2.send(
      new RevokeSecurityGroupIngressCommand({
        GroupId,
        SecurityGroupRuleIds: [rule?.SecurityGroupRuleId ?? ""],
      }),
    );

    const key = await send("rule");
    const failed = await ended(key, "failed");
    const told = await cli("reach", store, "people");
    const why = await causes();
    await ec2.send(
      new AuthorizeSecurityGroupIngressCommand({
        GroupId,
        IpPermissions: [
          {
            IpProtocol: "tcp",
            FromPort: 5432,
            ToPort: 5432,
            UserIdGroupPairs: [{ GroupId: rule?.ReferencedGroupInfo?.GroupId }],
          },
        ],
      }),
    );
    const again = await readAgain(key);

    expect(failed.reason?.message).toMatch(timedOut);
    expect(why).toContainEqual(expect.stringContaining("Task timed out"));
    expect(told).toMatchObject({
      code: 1,
      out: expect.stringContaining(`${GroupId} has no rule that lets in tcp 5432`),
    });
    expect(await refused()).toContain("connect on people was refused");
    expect(again.counts).toMatchObject({ stored: count, rejected: 0 });
    expect(await rowsOf("rule")).toEqual({ rows: count, ids: count });
  });

  /** Takes the rights that name `action` from a role, and gives what gives them back. */
  async function withoutRight(RoleName: string, action: string): Promise<() => Promise<unknown>> {
    const { iam } = clients;
    const policy = { RoleName, PolicyName: "pipeline" };
    const { PolicyDocument = "" } = await iam.send(new GetRolePolicyCommand(policy));
    const whole = decodeURIComponent(PolicyDocument);
    const { Statement, ...rest } = JSON.parse(whole) as { readonly Statement: readonly object[] };
    const without = Statement.filter((statement) => !JSON.stringify(statement).includes(action));
    expect(without.length).toBeLessThan(Statement.length);
    await iam.send(
      new PutRolePolicyCommand({ ...policy, PolicyDocument: JSON.stringify({ ...rest, Statement: without }) }),
    );
    return () => iam.send(new PutRolePolicyCommand({ ...policy, PolicyDocument: whole }));
  }

  it("fails at its plan without the right to read the file", async () => {
    const putBack = await withoutRight("people-plan", "s3:GetObject");

    const key = await send("unread");
    const failed = await ended(key, "failed");
    await putBack();
    const again = await readAgain(key);

    expect(failed.reason?.message).toMatch(
      /^Function people-plan failed: .* is not authorized to perform: s3:GetObject/,
    );
    expect(again.counts).toMatchObject({ stored: count, rejected: 0 });
  });

  it("fails there without the right to read the database's secret", async () => {
    const putBack = await withoutRight(store, "secretsmanager:");

    const key = await send("secret");
    const failed = await ended(key, "failed");
    const why = await causes();
    await putBack();
    const again = await readAgain(key);

    expect(failed.reason?.message).toMatch(
      /^Function people-consolidate failed on piece 0 of the file: .* is not authorized to perform: secretsmanager:GetSecretValue/,
    );
    expect(why).toContainEqual(expect.stringContaining("is not authorized to perform: secretsmanager:GetSecretValue"));
    expect(again.counts).toMatchObject({ stored: count, rejected: 0 });
    expect(await rowsOf("secret")).toEqual({ rows: count, ids: count });
  });
});
