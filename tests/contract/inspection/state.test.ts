import { mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { CreateTableCommand, GetItemCommand, ListTablesCommand, PutItemCommand } from "@aws-sdk/client-dynamodb";
import { CreateDBInstanceCommand, DescribeDBInstancesCommand, waitUntilDBInstanceAvailable } from "@aws-sdk/client-rds";
import { CreateBucketCommand, GetObjectCommand, PutObjectCommand } from "@aws-sdk/client-s3";
import { CreateQueueCommand, ReceiveMessageCommand, SendMessageCommand } from "@aws-sdk/client-sqs";
import { Client } from "pg";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startTestCloud, type TestCloud } from "../../support/cloud.ts";

let cloud: TestCloud;
const place = mkdtempSync(join(tmpdir(), "millrace-state-"));
const folder = join(place, "cloud");
const file = join(place, "saved", "state.zip");
beforeAll(async () => {
  cloud = await startTestCloud({ folder });
});
afterAll(async () => {
  await cloud.stop();
  rmSync(place, { recursive: true, force: true });
});

async function change(body: unknown) {
  const answer = await fetch(`${cloud.cloud.endpoint}/_millrace/state`, { method: "POST", body: JSON.stringify(body) });
  return { status: answer.status, body: (await answer.json()) as { readonly error?: string } };
}

const tables = async () => (await cloud.dynamodb.send(new ListTablesCommand())).TableNames;

describe("the state of a cloud", () => {
  it("is empty after a reset, also where a request waits for long", async () => {
    await makeTable("before");
    const { QueueUrl } = await cloud.sqs.send(new CreateQueueCommand({ QueueName: "before" }));
    const waiting = cloud.sqs.send(new ReceiveMessageCommand({ QueueUrl, WaitTimeSeconds: 1 }));

    expect(await change({ action: "reset" })).toEqual({ status: 200, body: {} });

    await waiting;
    expect(await tables()).toEqual([]);
  });

  it("is what it was when it was saved, database and clock too", { timeout: 60_000 }, async () => {
    await makeTable("orders");
    await cloud.dynamodb.send(new PutItemCommand({ TableName: "orders", Item: { id: { S: "a" } } }));
    await cloud.s3.send(new CreateBucketCommand({ Bucket: "inbox" }));
    await cloud.s3.send(new PutObjectCommand({ Bucket: "inbox", Key: "a/b.csv", Body: "id\n1\n" }));
    const { QueueUrl } = await cloud.sqs.send(new CreateQueueCommand({ QueueName: "later" }));
    await cloud.sqs.send(new SendMessageCommand({ QueueUrl, MessageBody: "hello" }));
    await makeDatabase();
    await onDatabase("CREATE TABLE people (id int); INSERT INTO people VALUES (1), (2)");
    cloud.cloud.advanceClock(3_600_000);

    expect((await change({ action: "save", file })).status).toBe(200);
    await cloud.s3.send(new PutObjectCommand({ Bucket: "inbox", Key: "a/b.csv", Body: "changed" }));
    await cloud.dynamodb.send(new PutItemCommand({ TableName: "orders", Item: { id: { S: "later" } } }));
    await onDatabase("DELETE FROM people");
    cloud.cloud.advanceClock(3_600_000);
    expect((await change({ action: "load", file })).status).toBe(200);

    const { Body } = await cloud.s3.send(new GetObjectCommand({ Bucket: "inbox", Key: "a/b.csv" }));
    expect(await Body?.transformToString()).toBe("id\n1\n");
    expect((await getItem("a")).Item).toEqual({ id: { S: "a" } });
    expect((await getItem("later")).Item).toBeUndefined();
    const { Messages = [] } = await cloud.sqs.send(new ReceiveMessageCommand({ QueueUrl }));
    expect(Messages.map((message) => message.Body)).toEqual(["hello"]);
    expect((await onDatabase("SELECT count(*)::int AS n FROM people")).rows).toEqual([{ n: 2 }]);
    const clock = (await (await fetch(`${cloud.cloud.endpoint}/_millrace/clock`)).json()) as { offsetMs: number };
    // Less the moments that pass while what comes due on the way is begun.
    expect(clock.offsetMs).toBeGreaterThan(3_590_000);
    expect(clock.offsetMs).toBeLessThanOrEqual(3_600_000);
    expect(readdirSync(place).sort()).toEqual(["cloud", "saved"]);
  });

  it("survives files that cannot be loaded", async () => {
    const other = join(place, "other.zip");
    writeFileSync(other, "not a zip");

    expect(await change({ action: "load", file: other })).toEqual({
      status: 400,
      body: { error: `${other} is not the state of a cloud: expected a file that millrace state save wrote` },
    });
    expect((await change({ action: "load", file: join(place, "none.zip") })).body.error).toContain("There is no file");
    expect((await change({ action: "load", file: "here.zip" })).body.error).toContain("expected an absolute path");
    expect((await change({ action: "burn" })).body.error).toContain("expected save, load or reset");
    expect(await tables()).toEqual(["orders"]);
  });

  const getItem = (id: string) =>
    cloud.dynamodb.send(new GetItemCommand({ TableName: "orders", Key: { id: { S: id } } }));

  const makeTable = (TableName: string) =>
    cloud.dynamodb.send(
      new CreateTableCommand({
        TableName,
        BillingMode: "PAY_PER_REQUEST",
        AttributeDefinitions: [{ AttributeName: "id", AttributeType: "S" }],
        KeySchema: [{ AttributeName: "id", KeyType: "HASH" }],
      }),
    );

  const makeDatabase = () =>
    cloud.rds.send(
      new CreateDBInstanceCommand({
        DBInstanceIdentifier: "people",
        DBInstanceClass: "db.t4g.micro",
        Engine: "postgres",
        AllocatedStorage: 20,
        MasterUsername: "owner",
        MasterUserPassword: "correct-horse",
        DBName: "people",
      }),
    );

  async function onDatabase(sql: string) {
    await waitUntilDBInstanceAvailable({ client: cloud.rds, maxWaitTime: 30, minDelay: 0.1, maxDelay: 0.5 }, {});
    const { DBInstances = [] } = await cloud.rds.send(new DescribeDBInstancesCommand({}));
    const { Address: host = "", Port: port = 0 } = DBInstances[0]?.Endpoint ?? {};
    const client = new Client({ host, port, user: "owner", password: "correct-horse", database: "people" });
    await client.connect();
    try {
      return await client.query(sql);
    } finally {
      await client.end();
    }
  }
});
