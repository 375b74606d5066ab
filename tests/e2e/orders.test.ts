import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { CloudWatchLogsClient, FilterLogEventsCommand } from "@aws-sdk/client-cloudwatch-logs";
import { DynamoDBClient, QueryCommand, ScanCommand } from "@aws-sdk/client-dynamodb";
import { PutObjectCommand, S3Client } from "@aws-sdk/client-s3";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { clientConfig } from "../support/cloud.ts";
import { hasProgram, millrace, type Running, root, run, start } from "../support/program.ts";

const data = mkdtempSync(join(tmpdir(), "millrace-orders-"));
const region = "us-east-1";
let program: Running;
let endpoint: string;
let env: Record<string, string>;

const up = () => start(["up", "examples/orders", "--samples", "--port", "0", "--data", data]);
const ready = async (running: Running) => {
  const [, url = ""] = await running.prints(/runs at (http:\S+)/);
  await running.prints(/Files are followed here/);
  return url;
};

beforeAll(async () => {
  program = up();
  endpoint = await ready(program);
  env = {
    AWS_ENDPOINT_URL: endpoint,
    AWS_ACCESS_KEY_ID: "test",
    AWS_SECRET_ACCESS_KEY: "test",
    AWS_DEFAULT_REGION: region,
    AWS_EC2_METADATA_DISABLED: "true",
  };
});
afterAll(async () => {
  await program.stop();
  rmSync(data, { recursive: true, force: true });
});

const config = () => ({ ...clientConfig(endpoint), region });
const order = (id: string, more = "") =>
  `order_no,channel,ordered_at,customer_name,email,phone,sku,qty,unit_price,total,currency,note\n${id},web,2026-11-18T03:23:00Z,Mia,mia@example.com,+49350305545,SKU-1,2,10.5,21,EUR,\n${more}`;
const rowOf = (id: string) =>
  new DynamoDBClient(config()).send(
    new QueryCommand({
      TableName: "orders",
      KeyConditionExpression: "PK = :pk",
      ExpressionAttributeValues: { ":pk": { S: `ORDER#${id}` } },
    }),
  );

describe("millrace up examples/orders --samples", () => {
  it("tells what happened to each sample file", () => {
    const output = program.output();

    expect(output).toMatch(/orders\.csv +completed +14 rows stored +6 rejected/);
    expect(output).toMatch(/partner-b\.json +completed +9 rows stored +3 rejected/);
    expect(output).toMatch(/partner-c\.xml +completed +8 rows stored +2 rejected/);
    expect(output).toMatch(/partner-d\.csv +completed +7 rows stored +1 rejected/);
    expect(output).toMatch(/unreadable\.csv +failed +0 rows stored/);
    expect(output).toContain("unknown-format: Cannot read the file as it is a PNG image");
    expect(output).toMatch(/line 14 +missing-cell +total/);
    expect(output).toContain("aws s3 cp examples/orders/samples/orders.csv s3://partner-orders/incoming/");
  });

  it("audits the role: what it used, and the smallest policy that would have done", async () => {
    const { code, out } = await millrace(["audit", "--endpoint", endpoint, "--json"]);
    const { roles, findings } = JSON.parse(out);
    const role = roles.find(({ name }: { name: string }) => name === "orders-file");
    const actions = role.used.map(({ action }: { action: string }) => action);

    expect(code).toBe(0);
    expect(actions).toEqual(expect.arrayContaining(["s3:GetObjectVersion", "dynamodb:PutItem", "logs:PutLogEvents"]));
    expect(roles.flatMap(({ refused }: { refused: unknown[] }) => refused)).toEqual([]);
    expect(findings.filter(({ rule }: { rule: string }) => rule !== "never-used")).toEqual([]);
    expect(await millrace(["audit", "--endpoint", endpoint, "--role", "none"])).toMatchObject({
      code: 2,
      err: expect.stringContaining('There is no role "none"'),
    });
  });

  it("stores rows without what is personal", async () => {
    const { Items = [] } = await new DynamoDBClient(config()).send(
      new ScanCommand({
        TableName: "orders",
        FilterExpression: "begins_with(PK, :o)",
        ExpressionAttributeValues: { ":o": { S: "ORDER#" } },
      }),
    );

    expect(Items.filter((item) => item["partner"]?.S?.startsWith("partner-"))).toHaveLength(38);
    const text = JSON.stringify(Items);
    expect(text).not.toContain("García");
    expect(text).not.toContain("@example.com");
  });

  it("follows a file that the SDK sends", async () => {
    await new S3Client(config()).send(
      new PutObjectCommand({ Bucket: "partner-orders", Key: "incoming/sdk/one.csv", Body: order("ORD-900001") }),
    );

    await program.prints(/incoming\/sdk\/one\.csv +completed +1 rows stored +0 rejected/);
    expect((await rowOf("ORD-900001")).Items).toHaveLength(1);
    const { events } = await new CloudWatchLogsClient(config()).send(
      new FilterLogEventsCommand({ logGroupName: "/aws/lambda/orders-file", filterPattern: '"incoming/sdk/one.csv"' }),
    );
    expect(events).toHaveLength(1);
  });

  it("stores a file once, however often it is sent", async () => {
    const s3 = new S3Client(config());
    const send = (name: string) =>
      s3.send(
        new PutObjectCommand({
          Bucket: "partner-orders",
          Key: `incoming/again/${name}.csv`,
          Body: order("ORD-900002"),
        }),
      );
    await send("a");
    await program.prints(/again\/a\.csv +completed +1 rows stored/);
    await send("b");

    await program.prints(/again\/b\.csv +completed +0 rows stored, 1 already there/);
    expect((await rowOf("ORD-900002")).Items).toHaveLength(1);
  });

  it("keeps everything for the next start, and does not read the samples again", async () => {
    await program.stop();
    program = up();
    endpoint = await ready(program);
    env = { ...env, AWS_ENDPOINT_URL: endpoint };

    expect(program.output()).toContain("nothing to change");
    expect(program.output()).toMatch(/orders\.csv +completed +14 rows stored +6 rejected/);
    expect((await rowOf("ORD-900001")).Items).toHaveLength(1);
  });
});

describe.skipIf(!hasProgram("aws"))("the AWS CLI with AWS_ENDPOINT_URL alone", () => {
  const aws = async (...words: string[]) => {
    const { code, out, err } = await run("aws", words, { env });
    if (code !== 0) throw new Error(`aws ${words.join(" ")}: ${err}`);
    return out;
  };

  it("turns a file into rows and shows the function's output", async () => {
    await aws("s3", "cp", `${root}examples/orders/samples/orders.csv`, "s3://partner-orders/incoming/cli/orders.csv");

    await program.prints(/incoming\/cli\/orders\.csv +completed +0 rows stored, 14 already there/);
    const rows = await aws(
      "dynamodb",
      "query",
      "--table-name",
      "orders",
      "--key-condition-expression",
      "PK = :pk",
      "--expression-attribute-values",
      '{":pk":{"S":"ORDER#ORD-100001"}}',
      "--output",
      "json",
    );
    expect(JSON.parse(rows).Items).toHaveLength(1);
    const events = await aws(
      "logs",
      "filter-log-events",
      "--log-group-name",
      "/aws/lambda/orders-file",
      "--output",
      "json",
    );
    expect(events).toContain("incoming/cli/orders.csv");
  });

  it("lists, syncs, and presigns", async () => {
    expect(await aws("s3", "ls", "s3://partner-orders/incoming/")).toContain("PRE cli/");
    await aws("s3", "sync", `${root}examples/orders/samples`, "s3://partner-orders/other/");
    expect(await aws("s3", "ls", "s3://partner-orders/other/")).toContain("partner-c.xml");
    const url = (await aws("s3", "presign", "s3://partner-orders/other/partner-c.xml")).trim();
    expect(await (await fetch(url)).text()).toContain("<orders");
  });

  it("says AWS's errors", async () => {
    const { code, err } = await run("aws", ["s3api", "get-object", "--bucket", "none", "--key", "k", "/dev/null"], {
      env,
    });

    expect(code).not.toBe(0);
    expect(err).toContain(
      "An error occurred (NoSuchBucket) when calling the GetObject operation: The specified bucket does not exist",
    );
  });
});

describe.skipIf(!hasProgram("python3", "-c", "import boto3"))("boto3 with AWS_ENDPOINT_URL alone", () => {
  it("turns a file into rows and reads rows and logs", async () => {
    const script = `
import boto3, time
s3, table, logs = boto3.client("s3"), boto3.resource("dynamodb").Table("orders"), boto3.client("logs")
s3.put_object(Bucket="partner-orders", Key="incoming/boto/a b.csv", Body=${JSON.stringify(order("ORD-900003"))}.encode())
for _ in range(200):
    row = table.get_item(Key={"PK": "ORDER#ORD-900003", "SK": "ORDER"}).get("Item")
    if row: break
    time.sleep(0.05)
print(row["total"], row["partner"])
try:
    s3.get_object(Bucket="partner-orders", Key="none")
except s3.exceptions.NoSuchKey as error:
    print(error.response["Error"]["Code"])
try:
    boto3.client("s3", aws_access_key_id="test", aws_secret_access_key="wrong").list_buckets()
except Exception as error:
    print(error.response["Error"]["Code"])
print(len(logs.filter_log_events(logGroupName="/aws/lambda/orders-file", filterPattern='"incoming/boto/a b.csv"')["events"]))
`;
    const { code, out, err } = await run("python3", ["-c", script], { env });

    expect(err).toBe("");
    expect(code).toBe(0);
    expect(out.trim().split("\n").slice(0, 3)).toEqual(["21 boto", "NoSuchKey", "SignatureDoesNotMatch"]);
  });
});

describe("millrace", () => {
  it.each([
    [["nonsense"], 2, 'There is no command "nonsense"'],
    [["cloud", "--port", "x"], 2, 'Cannot listen on port "x"'],
    [["cloud", "--nope"], 2, "Unknown option '--nope'"],
    [["up", "/nowhere"], 1, 'Cannot read a pipeline from "/nowhere" as it has no pipeline.ts'],
  ])("answers %j with one line and exit code %i", async (words, code, message) => {
    const ended = await millrace(words);

    expect(ended.code).toBe(code);
    expect(ended.err).toContain(message);
    expect(ended.err.split("\n").length).toBeLessThanOrEqual(3);
  });

  it("says that a port or a folder is taken", async () => {
    const port = await millrace(["cloud", "--ephemeral", "--port", new URL(endpoint).port]);
    const folder = await millrace(["cloud", "--port", "0", "--data", data]);

    expect([port.code, port.err]).toEqual([
      1,
      expect.stringContaining("is taken: stop what listens there, or choose another"),
    ]);
    expect([folder.code, folder.err]).toEqual([1, expect.stringContaining("another process is using it")]);
  });

  it("shows help and its version", async () => {
    expect((await millrace(["--help"])).out).toContain("Usage: millrace <command>");
    expect((await millrace(["up", "--help"])).out).toContain("Usage: millrace up");
    expect((await millrace(["--version"])).out).toMatch(/^\d+\.\d+\.\d+\n$/);
  });
});
