import { fileURLToPath } from "node:url";
import { CreateTableCommand, GetItemCommand } from "@aws-sdk/client-dynamodb";
import { CreateRoleCommand, PutRolePolicyCommand } from "@aws-sdk/client-iam";
import { AddPermissionCommand, CreateFunctionCommand } from "@aws-sdk/client-lambda";
import { PutBucketNotificationConfigurationCommand, PutObjectCommand } from "@aws-sdk/client-s3";
import { CreateStateMachineCommand } from "@aws-sdk/client-sfn";
import type { Run } from "@millrace/handlers";
import { handlerNames } from "@millrace/plan";
import { build } from "esbuild";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { eventually, startTestCloud, type TestCloud } from "../support/cloud.ts";
import { type HandMade, makeByHand } from "../support/hand-made.ts";
import { noPostgres, startPostgres, type TestPostgres } from "../support/postgres.ts";
import { zip } from "../support/zip.ts";
import { people } from "./workflow/pipeline.ts";
import { stateMachine } from "./workflow/state-machine.ts";

const role = "arn:aws:iam::000000000000:role/people";
const machineArn = "arn:aws:states:eu-west-1:000000000000:stateMachine:people";

/** What the bundle exports that this story needs. */
const functions = handlerNames.filter((name) => name !== "upload" && name !== "sweep");

describe.skipIf(noPostgres !== undefined)("a large file, through Lambda and Step Functions into PostgreSQL,", () => {
  let cloud: TestCloud;
  let postgres: TestPostgres;
  let made: HandMade;
  beforeAll(async () => {
    [cloud, postgres] = await Promise.all([startTestCloud(), startPostgres()]);
    made = await makeByHand(cloud, people, { postgres });
    await createTable("Files", "FileName");
    await createRole();
    const environment = { ...databaseOf(made), MILLRACE_STATE_MACHINE: machineArn };
    await createFunctions({ MILLRACE_TABLE: "people", MILLRACE_HASH_KEY: "key", ...environment });
    await cloud.states.send(
      new CreateStateMachineCommand({
        name: "people",
        roleArn: role,
        definition: JSON.stringify(stateMachine(Object.keys(people.branches))),
      }),
    );
  });
  afterAll(async () => {
    await cloud.stop();
    await postgres.stop();
  });

  async function createTable(TableName: string, key: string): Promise<void> {
    await cloud.dynamodb.send(
      new CreateTableCommand({
        TableName,
        BillingMode: "PAY_PER_REQUEST",
        AttributeDefinitions: [{ AttributeName: key, AttributeType: "S" }],
        KeySchema: [{ AttributeName: key, KeyType: "HASH" }],
      }),
    );
  }

  async function createRole(): Promise<void> {
    const Service = ["lambda.amazonaws.com", "states.amazonaws.com"];
    const trust = { Effect: "Allow", Principal: { Service }, Action: "sts:AssumeRole" };
    const AssumeRolePolicyDocument = JSON.stringify({ Version: "2012-10-17", Statement: [trust] });
    await cloud.iam.send(new CreateRoleCommand({ RoleName: "people", AssumeRolePolicyDocument }));
    const Statement = [{ Effect: "Allow", Action: "*", Resource: "*" }];
    const PolicyDocument = JSON.stringify({ Version: "2012-10-17", Statement });
    await cloud.iam.send(new PutRolePolicyCommand({ RoleName: "people", PolicyName: "all", PolicyDocument }));
  }

  async function createFunctions(Variables: Record<string, string>): Promise<void> {
    const entry = fileURLToPath(new URL("workflow/functions.ts", import.meta.url));
    const common = { bundle: true, platform: "node", format: "cjs", target: "node20", write: false } as const;
    const { outputFiles } = await build({ ...common, entryPoints: [entry] });
    const ZipFile = await zip({ "index.js": outputFiles[0]?.text ?? "" });
    for (const name of functions) {
      await cloud.lambda.send(
        new CreateFunctionCommand({
          FunctionName: `people-${name}`,
          Role: role,
          Runtime: "nodejs20.x",
          Handler: `index.${name}`,
          Timeout: 60,
          MemorySize: 512,
          Environment: { Variables },
          Code: { ZipFile },
        }),
      );
    }
    const FunctionName = "people-file";
    const permission = { StatementId: "s3", Action: "lambda:InvokeFunction", Principal: "s3.amazonaws.com" };
    await cloud.lambda.send(new AddPermissionCommand({ FunctionName, ...permission }));
    const LambdaFunctionArn = `arn:aws:lambda:eu-west-1:000000000000:function:${FunctionName}`;
    const filter = { Key: { FilterRules: [{ Name: "prefix", Value: "in/" } as const] } };
    const connection = { LambdaFunctionArn, Events: ["s3:ObjectCreated:*" as const], Filter: filter };
    await cloud.s3.send(
      new PutBucketNotificationConfigurationCommand({
        Bucket: "people",
        NotificationConfiguration: { LambdaFunctionConfigurations: [connection] },
      }),
    );
  }

  const ended = (key: string): Promise<Run> =>
    eventually(async () => (await made.runs()).find((run) => run.key === key && run.status !== "running"), 90);

  it("is stored once, and every record of it is accounted for", async () => {
    const records = 20_000;
    const lines = Array.from({ length: records }, (_, index) => {
      const id = index === 19_000 ? 5 : index;
      const amount = index % 1000 === 7 ? -1 : index;
      const email = index % 1000 === 8 ? "none" : `person${index}@example.com`;
      return `${id},"Person\n${index}",${email},${amount}`;
    });
    const Body = `id,name,email,amount\n${lines.join("\n")}\n`;

    await cloud.s3.send(new PutObjectCommand({ Bucket: "people", Key: "in/big file.csv", Body }));

    const run = await ended("in/big file.csv");
    const rejected = 20 + 20 + 1;
    expect(run).toMatchObject({ status: "completed", counts: { records, rejected, accepted: records - rejected } });
    const [total] = await postgres.query<{ n: number; distinct: number; leaked: number }>(
      `SELECT count(*)::int AS n, count(DISTINCT _record)::int AS distinct,
         count(*) FILTER (WHERE email LIKE '%@%' OR name LIKE 'Pe%')::int AS leaked FROM people`,
      [],
      "people",
    );
    expect(total).toEqual({ n: records - rejected, distinct: records - rejected, leaked: 0 });
    // Every hundredth, but for the one whose key was taken.
    expect(await made.rows()).toHaveLength(199);
    const lastReject = (await made.text(run.rejects?.ndjson ?? "")).trim().split("\n").at(-1) ?? "";
    expect(JSON.parse(lastReject)).toMatchObject({ code: "constraint-error", ordinal: 19_009 });
    const FileName = { S: "in/big file.csv" };
    const { Item } = await cloud.dynamodb.send(new GetItemCommand({ TableName: "Files", Key: { FileName } }));
    expect(Item).toMatchObject({ Status: { S: "completed" }, Records: { N: String(records) } });
  }, 180_000);
});

function databaseOf({ options }: HandMade): Record<string, string> {
  const database = options.config?.database;
  return {
    MILLRACE_DATABASE_HOST: database?.host ?? "",
    MILLRACE_DATABASE_PORT: String(database?.port),
    MILLRACE_DATABASE_NAME: database?.name ?? "",
    MILLRACE_DATABASE_SECRET: database?.secret ?? "",
  };
}
