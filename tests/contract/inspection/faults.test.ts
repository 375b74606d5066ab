import { CreateTableCommand, GetItemCommand, ListTablesCommand, PutItemCommand } from "@aws-sdk/client-dynamodb";
import { CreateBucketCommand, GetObjectCommand, ListBucketsCommand, PutObjectCommand } from "@aws-sdk/client-s3";
import { ListTopicsCommand } from "@aws-sdk/client-sns";
import { ListQueuesCommand } from "@aws-sdk/client-sqs";
import { frozenClock } from "@millrace/core";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { startTestCloud, type TestCloud } from "../../support/cloud.ts";

let cloud: TestCloud;
beforeAll(async () => {
  cloud = await startTestCloud({ wall: frozenClock(Date.now()) });
  await cloud.s3.send(new CreateBucketCommand({ Bucket: "inbox" }));
  for (const TableName of ["orders", "people"]) {
    await cloud.dynamodb.send(
      new CreateTableCommand({
        TableName,
        BillingMode: "PAY_PER_REQUEST",
        AttributeDefinitions: [{ AttributeName: "id", AttributeType: "S" }],
        KeySchema: [{ AttributeName: "id", KeyType: "HASH" }],
      }),
    );
  }
});
afterEach(() => faults({ method: "DELETE" }));
afterAll(() => cloud.stop());

async function faults({ method = "GET", body, query = "" }: { method?: string; body?: object; query?: string } = {}) {
  const answer = await fetch(`${cloud.cloud.endpoint}/_millrace/faults${query}`, {
    method,
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  return { status: answer.status, body: (await answer.json()) as { error?: string; id?: string; faults?: object[] } };
}
const add = (body: object) => faults({ method: "POST", body });
const put = (TableName: string) => cloud.dynamodb.send(new PutItemCommand({ TableName, Item: { id: { S: "a" } } }));

describe("a fault", () => {
  it("refuses as too many what it is told to, in each service's words", async () => {
    for (const service of ["dynamodb", "s3", "sns", "sqs"]) await add({ service, effect: { kind: "throttle" } });

    const refused = { name: "ProvisionedThroughputExceededException", $metadata: { httpStatusCode: 400 } };
    await expect(put("orders")).rejects.toMatchObject(refused);
    await expect(cloud.s3.send(new ListBucketsCommand())).rejects.toMatchObject({
      name: "SlowDown",
      $metadata: { httpStatusCode: 503 },
    });
    await expect(cloud.sns.send(new ListTopicsCommand())).rejects.toMatchObject({ name: "ThrottledException" });
    await expect(cloud.sqs.send(new ListQueuesCommand())).rejects.toMatchObject({ name: "RequestThrottled" });
  });

  it("strikes the operation and the resource that it names, and nothing else", async () => {
    await add({
      service: "dynamodb",
      operation: "PutItem",
      resource: "arn:aws:dynamodb:*:*:table/orders",
      effect: { kind: "fail" },
    });

    await expect(put("orders")).rejects.toMatchObject({ name: "InternalServerError" });
    await put("people");
    await cloud.dynamodb.send(new ListTablesCommand());
  });

  it("fails with the error that it is given", async () => {
    const effect = { kind: "fail", code: "ResourceNotFoundException", message: "No such table", status: 400 };
    await add({ service: "dynamodb", effect });

    await expect(put("orders")).rejects.toMatchObject({ name: "ResourceNotFoundException", message: "No such table" });
  });

  it("loses the answer to what it has let be done, as often as it is told", async () => {
    const { body } = await add({ service: "s3", operation: "PutObject", times: 1, effect: { kind: "lose" } });
    const send = () => cloud.s3.send(new PutObjectCommand({ Bucket: "inbox", Key: "a", Body: "kept" }));

    expect(body).toMatchObject({ service: "s3", percent: 100, times: 1 });
    await expect(send()).rejects.toMatchObject({ name: "InternalError" });
    const { Body } = await cloud.s3.send(new GetObjectCommand({ Bucket: "inbox", Key: "a" }));
    expect(await Body?.transformToString()).toBe("kept");
    await send();
    expect((await faults()).body.faults).toEqual([]);
  });

  it("delays by the cloud's clock, and is over when its time is", async () => {
    await add({ service: "sqs", forMs: 60_000, effect: { kind: "delay", ms: 5000 } });
    let isAnswered = false;
    const listed = cloud.sqs.send(new ListQueuesCommand()).then(() => {
      isAnswered = true;
    });
    await cloud.s3.send(new ListBucketsCommand());
    await cloud.s3.send(new ListBucketsCommand());

    expect(isAnswered).toBe(false);
    cloud.cloud.advanceClock(5000);
    await listed;
    cloud.cloud.advanceClock(60_000);
    await cloud.sqs.send(new ListQueuesCommand());
    expect((await faults()).body.faults).toEqual([]);
  });

  it("strikes about as many of a hundred as it says", async () => {
    await add({ service: "dynamodb", operation: "GetItem", percent: 50, effect: { kind: "throttle" } });
    const get = () => cloud.dynamodb.send(new GetItemCommand({ TableName: "orders", Key: { id: { S: "b" } } }));

    const ended = await Promise.allSettled(Array.from({ length: 200 }, get));

    const struck = ended.filter(({ status }) => status === "rejected").length;
    expect(struck).toBeGreaterThan(50);
    expect(struck).toBeLessThan(150);
  });

  it("does not strike who looks into the cloud, and is taken back by its id", async () => {
    const { id } = (await add({ service: "sqs", effect: { kind: "throttle" } })).body;
    const looked = await fetch(`${cloud.cloud.endpoint}/_millrace/call`, {
      method: "POST",
      headers: { "x-millrace-console": "1", "content-type": "application/json" },
      body: JSON.stringify({ service: "sqs", operation: "ListQueues", input: {} }),
    });

    expect(await looked.json()).toEqual({ output: {} });
    expect((await faults({ method: "DELETE", query: "?id=other" })).status).toBe(404);
    expect((await faults({ method: "DELETE", query: `?id=${id}` })).body.faults).toEqual([]);
    await cloud.sqs.send(new ListQueuesCommand());
  });

  it.each([
    [{ service: "dynamo", effect: { kind: "throttle" } }, 'There is no service "dynamo"'],
    [{ service: "s3", operation: "Put", effect: { kind: "throttle" } }, 's3 has no operation "Put"'],
    [{ service: "s3", effect: { kind: "burn" } }, "effect.kind is burn"],
    [{ service: "s3", effect: { kind: "delay", ms: -1 } }, "ms is -1"],
    [{ service: "s3", percent: 200, effect: { kind: "fail" } }, "percent is 200"],
    [{ service: "s3", times: 0, effect: { kind: "fail" } }, "times is 0"],
  ])("is refused when it is %j", async (fault, message) => {
    const { status, body } = await add(fault);

    expect(status).toBe(400);
    expect(body.error).toContain(message);
  });
});
