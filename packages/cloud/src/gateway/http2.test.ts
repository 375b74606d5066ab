import { connect as connectHttp2 } from "node:http2";
import { connect } from "node:net";
import { DynamoDBClient, GetItemCommand } from "@aws-sdk/client-dynamodb";
import { NodeHttp2Handler } from "@smithy/node-http-handler";
import { afterEach, describe, expect, test } from "vitest";
import { openTestGateway, type TestGateway, testKeys } from "./test-gateway.ts";

let gateway: TestGateway | undefined;

afterEach(async () => {
  await gateway?.close();
  gateway = undefined;
});

describe("a gateway that is spoken to in HTTP/2", () => {
  test("verifies, decodes and answers as in HTTP/1", async () => {
    gateway = await openTestGateway({ run: () => ({ Item: { id: { S: "1" } } }) });
    const client = new DynamoDBClient({
      endpoint: gateway.endpoint,
      region: "eu-west-1",
      credentials: testKeys,
      requestHandler: new NodeHttp2Handler(),
    });

    const answer = await client.send(new GetItemCommand({ TableName: "orders", Key: { id: { S: "1" } } }));

    expect(answer.Item).toEqual({ id: { S: "1" } });
    expect(gateway.requests).toMatchObject([{ operation: "GetItem", account: "111111111111" }]);
    client.destroy();
  });

  test("ends its connections when it closes", async () => {
    gateway = await openTestGateway({});
    const session = connectHttp2(gateway.endpoint);
    await new Promise((resolve) => session.once("connect", resolve));
    const ended = new Promise((resolve) => session.once("close", resolve));

    await gateway.close();

    await ended;
  });

  test("takes a first byte that comes alone", async () => {
    gateway = await openTestGateway({});
    const socket = connect(gateway.port, "127.0.0.1");
    const answer = new Promise<string>((resolve) => socket.once("data", (bytes: Buffer) => resolve(bytes.toString())));

    socket.setNoDelay(true);
    socket.write("P");
    await new Promise((resolve) => setImmediate(resolve));
    socket.write("OST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");

    expect(await answer).toMatch(/^HTTP\/1\.1 [234]\d\d /);
  });
});
