import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { CloudWatchLogsClient, FilterLogEventsCommand } from "@aws-sdk/client-cloudwatch-logs";
import { DynamoDBClient, QueryCommand } from "@aws-sdk/client-dynamodb";
import { PutObjectCommand, S3Client } from "@aws-sdk/client-s3";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { clientConfig, eventually } from "../support/cloud.ts";
import { type Running, root, start } from "../support/program.ts";

// Below the repository, so that the pipeline finds its packages.
const folder = mkdtempSync(join(root, "tests", "watched-"));
const source = join(folder, "pipeline.ts");
let program: Running;
let dynamodb: DynamoDBClient;
let s3: S3Client;
let logs: CloudWatchLogsClient;

beforeAll(async () => {
  cpSync(join(root, "examples/orders"), folder, { recursive: true });
  program = start(["up", folder, "--port", "0", "--ephemeral", "--inspect", "0"]);
  const [, endpoint = ""] = await program.prints(/runs at (http:\S+)/);
  await program.prints(/Attach a debugger/);
  const config = { ...clientConfig(endpoint), region: "us-east-1" };
  dynamodb = new DynamoDBClient(config);
  logs = new CloudWatchLogsClient(config);
  s3 = new S3Client({ ...config, forcePathStyle: true });
});
afterAll(async () => {
  await program.stop();
  rmSync(folder, { recursive: true, force: true });
});

const header = "order_no,channel,ordered_at,customer_name,email,phone,sku,qty,unit_price,total,currency";
const upload = (order: string) =>
  s3.send(
    new PutObjectCommand({
      Bucket: "partner-orders",
      Key: `incoming/partner-w/${order}.csv`,
      Body: `${header}\n${order},web,2026-11-18T03:23:00Z,Mia,mia@example.com,+49350305545,SKU-1,2,10.5,21,EUR\n`,
    }),
  );

/** The row of an order, once it is stored. */
const stored = (order: string) =>
  eventually(async () => {
    const { Items } = await dynamodb.send(
      new QueryCommand({
        TableName: "orders",
        KeyConditionExpression: "PK = :pk",
        ExpressionAttributeValues: { ":pk": { S: `ORDER#${order}` } },
      }),
    );
    return Items?.[0];
  }, 30);

const edit = (from: string, to: string): void => {
  const text = readFileSync(source, "utf8");
  if (!text.includes(from)) throw new Error(`Nothing to edit in ${source}: expected ${from}`);
  writeFileSync(source, text.replace(from, to));
};

describe("millrace up, while its sources change", () => {
  it("runs the new code a moment after it was saved", async () => {
    await upload("ORD-100001");
    expect((await stored("ORD-100001"))["isLarge"]).toEqual({ BOOL: false });

    edit("total >= 1000", "total >= 1");
    await program.prints(/rebuilt (.*FileFunction.*) in/);

    await upload("ORD-100002");
    expect((await stored("ORD-100002"))["isLarge"]).toEqual({ BOOL: true });
  });

  it("goes on with what ran before while the sources are broken, and says where", async () => {
    edit("export default definePipeline", "export default ( definePipeline");
    await program.prints(/not rebuilt: Cannot bundle the pipeline:\n\S*pipeline\.ts:\d+:\d+: /);

    await upload("ORD-100003");
    expect((await stored("ORD-100003"))["isLarge"]).toEqual({ BOOL: true });
  });

  it("lets a debugger attach to the function", async () => {
    const port = await eventually(async () => {
      const { events = [] } = await logs.send(new FilterLogEventsCommand({ logGroupName: "/aws/lambda/orders-file" }));
      return events
        .map(({ message = "" }) => /Debugger listening on ws:\/\/127\.0\.0\.1:(\d+)/.exec(message)?.[1])
        .findLast(Boolean);
    });

    const answer = await fetch(`http://127.0.0.1:${port}/json/list`);
    expect(await answer.json()).toMatchObject([{ type: "node" }]);
  });
});
