import {
  ConditionalCheckFailedException,
  DynamoDBClient,
  GetItemCommand,
  PutItemCommand,
} from "@aws-sdk/client-dynamodb";
import { AwsError, RawJson } from "@millrace/wire";
import { afterEach, describe, expect, test } from "vitest";
import { openTestGateway, type TestDoor, type TestGateway, testKeys } from "./test-gateway.ts";

let gateway: TestGateway | undefined;

afterEach(async () => {
  await gateway?.close();
  gateway = undefined;
});

async function clientOf(door: TestDoor, credentials = testKeys): Promise<DynamoDBClient> {
  gateway = await openTestGateway(door);
  return new DynamoDBClient({ endpoint: gateway.endpoint, region: "eu-west-1", credentials, maxAttempts: 1 });
}

describe("a gateway before DynamoDB", () => {
  test("hands the decoded input and the caller to the door, and its output to the client", async () => {
    const client = await clientOf({ run: () => ({ Item: { id: { S: "1" }, bytes: { B: "AAEC" } } }) });

    const answer = await client.send(
      new GetItemCommand({ TableName: "orders", Key: { id: { B: new Uint8Array([255, 0]) } }, ConsistentRead: true }),
    );

    expect(answer.Item).toEqual({ id: { S: "1" }, bytes: { B: new Uint8Array([0, 1, 2]) } });
    const [request] = gateway?.requests ?? [];
    expect(request?.input).toEqual({ TableName: "orders", Key: { id: { B: "/wA=" } }, ConsistentRead: true });
    expect(request).toMatchObject({
      service: "dynamodb",
      operation: "GetItem",
      region: "eu-west-1",
      account: "111111111111",
    });
  });

  test("sends JSON text that the service has at hand as it stands", async () => {
    const client = await clientOf({ run: () => ({ Item: new RawJson('{"id":{"S":"1"},"n":{"N":"1.50"}}') }) });

    const answer = await client.send(new GetItemCommand({ TableName: "orders", Key: { id: { S: "1" } } }));

    expect(answer.Item).toEqual({ id: { S: "1" }, n: { N: "1.50" } });
  });

  test("makes the client raise the class of a modelled error, with its members", async () => {
    const refuse = (): never => {
      throw new AwsError("ConditionalCheckFailedException", "The conditional request failed", {
        fields: { Item: { id: { S: "1" } } },
      });
    };
    const client = await clientOf({ run: refuse });

    const failure = await client
      .send(new PutItemCommand({ TableName: "orders", Item: { id: { S: "1" } } }))
      .catch((error) => error);

    expect(failure).toBeInstanceOf(ConditionalCheckFailedException);
    expect(failure.message).toBe("The conditional request failed");
    expect(failure.Item).toEqual({ id: { S: "1" } });
    expect(failure.$metadata.httpStatusCode).toBe(400);
  });

  test("answers an unknown failure with 500 and says nothing of its cause", async () => {
    const client = await clientOf({ run: () => Promise.reject(new TypeError("a secret")) });

    const failure = await client
      .send(new GetItemCommand({ TableName: "orders", Key: { id: { S: "1" } } }))
      .catch((error) => error);

    expect(failure.name).toBe("InternalFailure");
    expect(failure.$metadata.httpStatusCode).toBe(500);
    expect(failure.message).not.toContain("secret");
  });

  test("refuses a wrong secret, and an unknown key, without asking the door", async () => {
    const wrongSecret = await clientOf({}, { ...testKeys, secretAccessKey: "wrong" });
    const get = new GetItemCommand({ TableName: "orders", Key: { id: { S: "1" } } });

    const mismatch = await wrongSecret.send(get).catch((error) => error);
    const unknownKey = new DynamoDBClient({
      endpoint: gateway?.endpoint ?? "",
      region: "eu-west-1",
      credentials: { ...testKeys, accessKeyId: "AKIDNOBODY" },
    });
    const unknown = await unknownKey.send(get).catch((error) => error);

    expect(mismatch.name).toBe("InvalidSignatureException");
    expect(unknown.name).toBe("UnrecognizedClientException");
    expect(gateway?.requests).toEqual([]);
  });

  test("refuses an input that breaks the model, in AWS's words", async () => {
    const client = await clientOf({});

    const failure = await client.send(new GetItemCommand({ TableName: "", Key: undefined })).catch((error) => error);

    expect(failure.name).toBe("ValidationException");
    expect(failure.message).toBe(
      "2 validation errors detected: Value '' at 'tableName' failed to satisfy constraint: Member must have length greater than or equal to 1; " +
        "Value null at 'key' failed to satisfy constraint: Member must not be null",
    );
  });

  test("records one line per request", async () => {
    const client = await clientOf({});

    await client.send(new GetItemCommand({ TableName: "orders", Key: { id: { S: "1" } } }));

    expect(gateway?.records).toMatchObject([
      { service: "dynamodb", operation: "GetItem", status: 200, region: "eu-west-1" },
    ]);
  });
});
