import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { DescribeStacksCommand } from "@aws-sdk/client-cloudformation";
import { GetItemCommand } from "@aws-sdk/client-dynamodb";
import { ExecuteStatementCommand, RDSDataClient } from "@aws-sdk/client-rds-data";
import { DeleteObjectCommand, PutObjectCommand } from "@aws-sdk/client-s3";
import { DescribeExecutionCommand, StartExecutionCommand } from "@aws-sdk/client-sfn";
import { PublishCommand } from "@aws-sdk/client-sns";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { clientConfig, eventually, startTestCloud, type TestCloud } from "../support/cloud.ts";
import { outputsOf } from "../support/stacks.ts";
import { CdkApp, obstacle } from "./cdk.ts";

describe.skipIf(obstacle !== undefined)(obstacle ?? "An app of the CDK, by the CDK's own command line", () => {
  let cloud: TestCloud;
  let app: CdkApp;
  beforeAll(async () => {
    cloud = await startTestCloud();
    app = new CdkApp(cloud.cloud.endpoint);
  });
  afterAll(async () => {
    app.remove();
    await cloud.stop();
  });

  const outputs = async (): Promise<Record<string, string | undefined>> => {
    const { Stacks = [] } = await cloud.cloudformation.send(new DescribeStacksCommand({ StackName: "Shop" }));
    const [stack] = Stacks;
    return stack === undefined ? {} : outputsOf(stack);
  };
  const revision = async (): Promise<string> => {
    const { Api } = await outputs();
    const answer = await fetch(`${cloud.cloud.endpoint}/_aws/execute-api/${Api}/rows/7`);
    return ((await answer.json()) as { readonly revision: string }).revision;
  };
  const wordOf = (TableName: string | undefined, id: string): Promise<string> =>
    eventually(async () => {
      const { Item } = await cloud.dynamodb.send(new GetItemCommand({ TableName, Key: { id: { S: id } } }));
      return Item?.["word"]?.S;
    });

  it("has its environment bootstrapped", async () => {
    const { code, said } = await app.run(["bootstrap", "aws://000000000000/eu-west-1"]);

    expect(said).toContain("bootstrapped");
    expect(code).toBe(0);
  });

  it("is deployed, and works", async () => {
    const { code, said } = await app.run(["deploy", "--require-approval", "never"]);
    const { Bucket, Table, Topic, Machine, Cluster: resourceArn, Secret: secretArn } = await outputs();
    await cloud.s3.send(new PutObjectCommand({ Bucket, Key: "a.csv", Body: "a" }));
    await cloud.sns.send(new PublishCommand({ TopicArn: Topic, Message: "told" }));
    const { executionArn } = await cloud.states.send(new StartExecutionCommand({ stateMachineArn: Machine }));
    const rdsData = new RDSDataClient(clientConfig(cloud.cloud.endpoint));
    const { records } = await rdsData.send(
      new ExecuteStatementCommand({ resourceArn, secretArn, database: "people", sql: "select 6 * 7" }),
    );
    const status = await eventually(async () => {
      const execution = await cloud.states.send(new DescribeExecutionCommand({ executionArn }));
      return execution.status === "RUNNING" ? undefined : execution.status;
    });

    expect(said).toContain("Outputs:");
    expect(code).toBe(0);
    expect(await wordOf(Table, "a.csv")).toBe("first");
    expect(await wordOf(Table, "told")).toBe("first");
    expect(status).toBe("SUCCEEDED");
    expect(records).toEqual([[{ longValue: 42 }]]);
    expect(await revision()).toBe("one");
  });

  it("differs in nothing, and has nothing to deploy then", async () => {
    const difference = await app.run(["diff", "--fail"]);
    const again = await app.run(["deploy", "--require-approval", "never"]);

    expect(difference.said).toContain("There were no differences");
    expect(difference.code).toBe(0);
    expect(again.said).toContain("(no changes)");
    expect(again.code).toBe(0);
  });

  it("is changed in place", async () => {
    const difference = await app.run(["diff", "--fail"], { WORD: "second" });
    const { code } = await app.run(["deploy", "--require-approval", "never"], { WORD: "second" });
    const { Bucket, Table } = await outputs();
    await cloud.s3.send(new PutObjectCommand({ Bucket, Key: "b.csv", Body: "b" }));

    expect(difference.said).toContain("[~] AWS::Lambda::Function Loader");
    expect(difference.code).toBe(1);
    expect(code).toBe(0);
    expect(await wordOf(Table, "b.csv")).toBe("second");
  });

  it("has its code swapped without CloudFormation", async () => {
    const file = join(app.folder, "loader/index.py");
    writeFileSync(file, readFileSync(file, "utf8").replace('"one"', '"two"'));
    const { code, said } = await app.run(["deploy", "--hotswap"], { WORD: "second" });

    expect(said).toContain("hotswapped!");
    expect(code).toBe(0);
    expect(await revision()).toBe("two");
  });

  it("is destroyed, and leaves nothing", async () => {
    const { Bucket } = await outputs();
    for (const Key of ["a.csv", "b.csv"]) await cloud.s3.send(new DeleteObjectCommand({ Bucket, Key }));
    const { code, said } = await app.run(["destroy", "--force"]);

    expect(said).toContain("Shop: destroyed");
    expect(code).toBe(0);
    await expect(outputs()).rejects.toThrow("Stack with id Shop does not exist");
  });
});
