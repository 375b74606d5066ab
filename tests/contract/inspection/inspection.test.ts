import { request } from "node:http";
import { CreateBucketCommand, GetObjectCommand, PutObjectCommand } from "@aws-sdk/client-s3";
import { ListQueuesCommand } from "@aws-sdk/client-sqs";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startTestCloud, type TestCloud } from "../../support/cloud.ts";

let cloud: TestCloud;
beforeAll(async () => {
  cloud = await startTestCloud();
});
afterAll(() => cloud.stop());

interface Asked {
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: unknown;
}

interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, unknown>>;
  readonly text: string;
}

/** Unlike fetch it sends whatever Host it is told. */
const ask = (path: string, { method = "GET", headers = {}, body }: Asked = {}): Promise<Answer> =>
  new Promise((resolve, reject) => {
    const sent = request(`${cloud.cloud.endpoint}${path}`, { method, headers }, (response) => {
      let text = "";
      response.on("data", (chunk: Buffer) => {
        text += chunk.toString();
      });
      response.on("end", () => resolve({ status: response.statusCode ?? 0, headers: response.headers, text }));
    });
    sent.on("error", reject);
    sent.end(body === undefined ? undefined : JSON.stringify(body));
  });

const own = { "x-millrace-console": "1", "content-type": "application/json" };

async function call(service: string, operation: string, input: object): Promise<Record<string, unknown>> {
  const body = { service, operation, input, region: "eu-west-1" };
  const { text } = await ask("/_millrace/call", { method: "POST", headers: own, body });
  return JSON.parse(text) as Record<string, unknown>;
}

describe("a call of the inspection API", () => {
  it("runs an operation as the account, in the region that it names", async () => {
    await call("sqs", "CreateQueue", { QueueName: "looked-at" });

    const { QueueUrls } = await cloud.sqs.send(new ListQueuesCommand({ QueueNamePrefix: "looked" }));

    expect(QueueUrls).toHaveLength(1);
  });

  it("takes and gives bytes as base64 and times as ISO 8601", async () => {
    await cloud.s3.send(new CreateBucketCommand({ Bucket: "looking" }));
    await call("s3", "PutObject", { Bucket: "looking", Key: "a", Body: Buffer.from([0, 255, 1]).toString("base64") });

    const { output } = await call("s3", "GetObject", { Bucket: "looking", Key: "a" });

    expect(output).toMatchObject({ Body: "AP8B", ContentLength: 3 });
    expect((output as { LastModified: string }).LastModified).toMatch(/^\d{4}-\d\d-\d\dT.*Z$/);
  });

  it("runs many operations at once, and answers each as if it were alone", async () => {
    await cloud.s3.send(new CreateBucketCommand({ Bucket: "together" }));
    const of = (operation: string, input: object) => ({ service: "s3", operation, input, region: "eu-west-1" });
    const calls = [
      of("ListObjectsV2", { Bucket: "together" }),
      of("ListObjectsV2", { Bucket: "no-such-bucket" }),
      of("NoSuchOperation", {}),
    ];

    const { text } = await ask("/_millrace/call", { method: "POST", headers: own, body: { calls } });

    const { answers } = JSON.parse(text) as { answers: { output?: { Name: string }; error?: { code: string } }[] };
    expect(answers.map(({ output, error }) => output?.Name ?? error?.code)).toEqual([
      "together",
      "NoSuchBucket",
      "UnknownOperationException",
    ]);
  });

  it("runs no more than a hundred operations at once", async () => {
    const body = { calls: Array.from({ length: 101 }, () => ({ service: "sqs", operation: "ListQueues" })) };

    const { status, text } = await ask("/_millrace/call", { method: "POST", headers: own, body });

    expect(status).toBe(400);
    expect(text).toContain("There are 101 calls in one request: expected at most 100");
  });

  it("answers with DynamoDB's own JSON", async () => {
    await call("dynamodb", "CreateTable", {
      TableName: "looked-at",
      KeySchema: [{ AttributeName: "id", KeyType: "HASH" }],
      AttributeDefinitions: [{ AttributeName: "id", AttributeType: "S" }],
      BillingMode: "PAY_PER_REQUEST",
    });
    const item = { id: { S: "<b>1</b>" }, bytes: { B: "AAE=" }, big: { N: "12345678901234567890" } };
    await call("dynamodb", "PutItem", { TableName: "looked-at", Item: item });

    const { output } = await call("dynamodb", "GetItem", { TableName: "looked-at", Key: { id: item.id } });

    expect(output).toEqual({ Item: item });
  });

  it.each([
    ["an error of the service", "sqs", "GetQueueUrl", { QueueName: "none" }, "QueueDoesNotExist"],
    ["an input that its model does not allow", "dynamodb", "DescribeTable", {}, "ValidationException"],
    ["an operation that there is not", "sqs", "FlyAway", {}, "UnknownOperationException"],
    ["a service that there is not", "nothing", "DescribeTable", {}, "UnknownOperationException"],
    ["bytes that are none", "lambda", "Invoke", { FunctionName: "f", Payload: 1 }, "SerializationException"],
  ])("answers %s with its code", async (_, service, operation, input, code) => {
    const { error } = await call(service, operation, input);

    expect((error as { code: string }).code).toContain(code);
  });

  it.each([
    ["another host", { ...own, host: "evil.example" }],
    ["another port of this machine", { ...own, host: "127.0.0.1:1" }],
    ["a name that begins like this machine's", { ...own, host: "127.0.0.1.evil.example" }],
    ["a page of another origin", { ...own, origin: "https://evil.example" }],
    ["a page without an origin", { ...own, origin: "null" }],
    ["a frame of another site", { ...own, "sec-fetch-site": "cross-site" }],
    ["a form of a page", { "content-type": "text/plain" }],
    ["whoever does not know the header", { "content-type": "application/json" }],
    ["another type of content", { ...own, "content-type": "text/plain" }],
  ])("is refused to %s", async (_, headers) => {
    const body = { service: "sqs", operation: "CreateQueue", input: { QueueName: "by-others" }, region: "eu-west-1" };

    const { status } = await ask("/_millrace/call", { method: "POST", headers, body });
    const { output } = await call("sqs", "ListQueues", { QueueNamePrefix: "by-others" });

    expect(status).toBe(403);
    expect(output).toEqual({});
  });

  it("is allowed under each name of this machine", async () => {
    const { port } = cloud.cloud;

    const answers = await Promise.all(
      [`localhost:${port}`, `127.0.0.1:${port}`, `[::1]:${port}`].map((host) =>
        ask("/_millrace/place", { headers: { ...own, host, origin: `http://${host}` } }),
      ),
    );

    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200]);
  });

  it("is not offered to pages of other origins that ask first", async () => {
    const { headers } = await ask("/_millrace/call", {
      method: "OPTIONS",
      headers: { origin: "https://evil.example", "access-control-request-method": "POST" },
    });

    expect(headers).not.toHaveProperty("access-control-allow-origin");
  });
});

describe("a presigned address", () => {
  it("takes a file and gives it back, whatever its name", async () => {
    const Key = "in/a b+ü&%41<i>.csv";
    await cloud.s3.send(new CreateBucketCommand({ Bucket: "presigned" }));
    const address = async (method: string): Promise<string> => {
      const body = { method, bucket: "presigned", key: Key, region: "eu-west-1" };
      const { text } = await ask("/_millrace/presign", { method: "POST", headers: own, body });
      return `${cloud.cloud.endpoint}${(JSON.parse(text) as { url: string }).url}`;
    };

    const put = await fetch(await address("PUT"), { method: "PUT", body: "a,b\n" });
    const got = await fetch(await address("GET"));
    const { Body } = await cloud.s3.send(new GetObjectCommand({ Bucket: "presigned", Key }));

    expect(put.status).toBe(200);
    expect(await got.text()).toBe("a,b\n");
    expect(await Body?.transformToString()).toBe("a,b\n");
  });
});

describe("the stream of changes", () => {
  it("names the services whose state has changed", async () => {
    const stop = new AbortController();
    const { body } = await fetch(`${cloud.cloud.endpoint}/_millrace/events`, { signal: stop.signal });
    const reader = body?.pipeThrough(new TextDecoderStream()).getReader();
    let heard = (await reader?.read())?.value ?? "";

    await call("sns", "CreateTopic", { Name: "heard" });
    while (!heard.includes("data:")) heard += (await reader?.read())?.value ?? "";
    stop.abort();

    expect(JSON.parse(/data: (.*)\n/.exec(heard)?.[1] ?? "{}").services).toContain("sns");
  });
});

describe("the clock's page", () => {
  it("does not let pages of other origins move the time", async () => {
    const { status } = await ask("/_millrace/clock", {
      method: "POST",
      headers: { origin: "https://evil.example", "content-type": "text/plain" },
      body: { advanceMs: 1000 },
    });

    expect(status).toBe(403);
  });
});

describe("a page in a bucket", () => {
  it("gets an origin of its own where a browser opens it, and is left alone elsewhere", async () => {
    await cloud.s3.send(new CreateBucketCommand({ Bucket: "pages" }));
    await cloud.s3.send(
      new PutObjectCommand({ Bucket: "pages", Key: "x.html", Body: "<script>1</script>", ContentType: "text/html" }),
    );
    const { text } = await ask("/_millrace/presign", {
      method: "POST",
      headers: own,
      body: { bucket: "pages", key: "x.html", region: "eu-west-1" },
    });
    const { url } = JSON.parse(text) as { url: string };

    const opened = await ask(url, { headers: { "sec-fetch-dest": "document" } });
    const old = await ask(url, { headers: { accept: "text/html,*/*" } });
    const fetched = await ask(url);

    expect(opened.headers["content-security-policy"]).toMatch(/^sandbox/);
    expect(old.headers["content-security-policy"]).toMatch(/^sandbox/);
    expect(fetched.headers).not.toHaveProperty("content-security-policy");
  });
});
