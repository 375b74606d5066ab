import { gunzipSync } from "node:zlib";
import { CreateTableCommand, GetItemCommand, PutItemCommand } from "@aws-sdk/client-dynamodb";
import { PutRuleCommand, PutTargetsCommand } from "@aws-sdk/client-eventbridge";
import { GetObjectCommand } from "@aws-sdk/client-s3";
import { CreateSecretCommand } from "@aws-sdk/client-secrets-manager";
import { CreateTopicCommand, SubscribeCommand } from "@aws-sdk/client-sns";
import {
  CreateQueueCommand,
  GetQueueAttributesCommand,
  ReceiveMessageCommand,
  SetQueueAttributesCommand,
} from "@aws-sdk/client-sqs";
import { createHandlers } from "@millrace/handlers";
import { csv, decryptValue, definePipeline, hash, tokenise } from "@millrace/pipeline";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import { eventually, startTestCloud, type TestCloud } from "../../support/cloud.ts";
import { makeByHand, notificationOf } from "../../support/hand-made.ts";

const place = z.object({ region: z.string() });

const peopleOf = (name: string) =>
  definePipeline({
    name,
    source: { bucket: name, prefix: "in/", formats: { csv: csv() } },
    schema: z.object({ id: z.string(), email: z.email(), country: z.string() }),
    pii: ["email"],
    protect: { vault: true },
    lookups: (from) => ({
      places: from.dynamodb({ table: "places", key: "country", value: place }),
      names: from.file({
        key: "reference/names.csv",
        format: csv(),
        by: "code",
        value: z.object({ name: z.string() }),
        missing: "reject",
      }),
    }),
    parallel: {
      safe: (row, context) => context.anonymise(row, { email: tokenise() }),
      joinable: (row, context) => ({
        joinable: context.anonymise({ email: row.email }, { email: hash({ joinable: true }) }).email,
      }),
      looked: async ({ country }, { lookup }) => ({
        region: (await lookup.places(country))?.region,
        name: (await lookup.names(country)).name,
      }),
    },
    consolidate: ({ safe, joinable, looked }) => ({ ...safe, ...joinable, ...looked }),
    sinks: (to) => ({
      table: to.singleTable({ pk: (row) => row.id, sk: () => "PERSON" }),
      places: to.singleTable({
        pk: (row) => `PLACE#${row.country}`,
        sk: () => "PLACE",
        when: ({ region }) => region !== undefined,
        item: ({ country, region }) => ({ country, region }),
      }),
      files: to.fileTable({ table: `${name}-files`, key: "FileName" }),
      objects: to.objects({ prefix: "out/", format: "csv" }),
      queue: to.queue({ name: `${name}-rows` }),
      events: to.events({ detailType: "Person" }),
    }),
  });

let cloud: TestCloud;
beforeAll(async () => {
  cloud = await startTestCloud();
  await createTable("places", "country");
  for (const [country, region] of [
    ["de", "eu"],
    ["us", "na"],
  ] as const) {
    const Item = { country: { S: country }, region: { S: region } };
    await cloud.dynamodb.send(new PutItemCommand({ TableName: "places", Item }));
  }
});
afterAll(() => cloud.stop());

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

/** A queue that topics and rules may send to. */
async function createQueue(QueueName: string): Promise<{ readonly url: string; readonly arn: string }> {
  const { QueueUrl = "" } = await cloud.sqs.send(new CreateQueueCommand({ QueueName }));
  const { Attributes } = await cloud.sqs.send(
    new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ["QueueArn"] }),
  );
  const arn = Attributes?.["QueueArn"] ?? "";
  const Principal = { Service: ["sns.amazonaws.com", "events.amazonaws.com"] };
  const Statement = [{ Effect: "Allow", Principal, Action: "sqs:SendMessage", Resource: arn }];
  const Policy = JSON.stringify({ Version: "2012-10-17", Statement });
  await cloud.sqs.send(new SetQueueAttributesCommand({ QueueUrl, Attributes: { Policy } }));
  return { url: QueueUrl, arn };
}

async function receive(QueueUrl: string): Promise<readonly string[]> {
  return eventually(async () => {
    const input = { QueueUrl, MaxNumberOfMessages: 10, WaitTimeSeconds: 1, MessageAttributeNames: ["All"] };
    const { Messages } = await cloud.sqs.send(new ReceiveMessageCommand(input));
    return Messages?.map(({ Body = "" }) => Body);
  });
}

async function begin(name: string) {
  const pipeline = peopleOf(name);
  await createTable(`${name}-files`, "FileName");
  await createTable(`${name}-vault`, "token");
  const secret = { Name: `${name}-key`, SecretString: "the key" };
  const { ARN = "" } = await cloud.secretsmanager.send(new CreateSecretCommand(secret));
  const { TopicArn = "" } = await cloud.sns.send(new CreateTopicCommand({ Name: `${name}-files` }));
  const environment = { MILLRACE_HASH_KEY_SECRET: ARN, MILLRACE_VAULT: `${name}-vault`, MILLRACE_TOPIC: TopicArn };
  const made = await makeByHand(cloud, pipeline, { environment });
  await made.put("reference/names.csv", "code,name\nde,Germany\nfr,France\n");
  const rows = await createQueue(`${name}-rows`);
  return { made, handlers: createHandlers(pipeline, made.options), TopicArn, rows };
}

const content = "id,email,country\n1,ann@example.com,de\n2,bo@example.com,fr\n3,cy@example.com,xx\n";

describe("a pipeline's connections", () => {
  it("look up, protect, store everywhere and tell", async () => {
    const { made, handlers, TopicArn, rows } = await begin("connected");
    const events = await createQueue("connected-events");
    const pattern = { source: ["millrace.connected"], "detail-type": ["Person"] };
    await cloud.events.send(new PutRuleCommand({ Name: "people", EventPattern: JSON.stringify(pattern) }));
    await cloud.events.send(new PutTargetsCommand({ Rule: "people", Targets: [{ Id: "1", Arn: events.arn }] }));
    const rejected = await createQueue("connected-rejected");
    await cloud.sns.send(
      new SubscribeCommand({
        TopicArn,
        Protocol: "sqs",
        Endpoint: rejected.arn,
        Attributes: { FilterPolicy: JSON.stringify({ status: ["rejected"] }), RawMessageDelivery: "true" },
      }),
    );
    const file = await made.put("in/a b.csv", content);

    await handlers.file(notificationOf(file), { awsRequestId: "r" });

    const [run] = await made.runs();
    expect(run).toMatchObject({ status: "completed", counts: { records: 3, rejected: 1, stored: 9 } });
    const stored = (await made.rows()).sort((a, b) => (a["PK"] ?? "").localeCompare(b["PK"] ?? ""));
    expect(stored).toMatchObject([
      { PK: "1", region: "eu", name: "Germany", email: expect.stringMatching(/^tok_/) },
      { PK: "2", name: "France" },
      { PK: "PLACE#de", region: "eu" },
    ]);
    const vaultKey = { token: { S: stored[0]?.["email"] ?? "" } };
    const { Item: kept } = await cloud.dynamodb.send(
      new GetItemCommand({ TableName: "connected-vault", Key: vaultKey }),
    );
    const scope = { pipeline: "connected", field: "email" };
    expect(decryptValue("the key", scope, kept?.["value"]?.S ?? "")).toBe("ann@example.com");
    const fileKey = { FileName: { S: "in/a b.csv" } };
    const { Item: item } = await cloud.dynamodb.send(
      new GetItemCommand({ TableName: "connected-files", Key: fileKey }),
    );
    expect(item).toMatchObject({
      Status: { S: "completed" },
      Records: { N: "3" },
      Rejected: { N: "1" },
      RunId: { S: run?.runId },
    });
    const { Body } = await cloud.s3.send(
      new GetObjectCommand({ Bucket: "connected", Key: `out/connected/${run?.runId}/000000.csv.gz` }),
    );
    const text = gunzipSync((await Body?.transformToByteArray()) ?? new Uint8Array()).toString();
    expect(text).toMatch(/^id,email,country,joinable,region,name\r\n1,tok_[\w-]{24},de,[\w-]{43},eu,Germany\r\n2,/);
    expect((await receive(rows.url)).map((body) => JSON.parse(body).id).sort()).toEqual(["1", "2"]);
    expect(JSON.parse((await receive(events.url))[0] ?? "")).toMatchObject({
      detail: { runId: run?.runId, row: { id: "1" } },
    });
    expect(JSON.parse((await receive(rejected.url))[0] ?? "")).toMatchObject({
      pipeline: "connected",
      status: "completed",
      file: { key: "in/a b.csv" },
      counts: { rejected: 1 },
    });
  });

  it("end a run as interrupted, not its records as rejected, where what is looked up cannot be had", async () => {
    const { made, handlers } = await begin("unlooked");
    const { DeleteObjectCommand } = await import("@aws-sdk/client-s3");
    await cloud.s3.send(new DeleteObjectCommand({ Bucket: "unlooked", Key: "reference/names.csv" }));
    const file = await made.put("in/a.csv", content);

    await expect(handlers.file(notificationOf(file), { awsRequestId: "r" })).rejects.toThrow(
      /Cannot look up in "names"/,
    );

    expect(await made.runs()).toMatchObject([{ status: "running" }]);
    expect(await made.rows()).toEqual([]);
  });
});
