import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { FilterLogEventsCommand } from "@aws-sdk/client-cloudwatch-logs";
import { CreateTableCommand, PutItemCommand } from "@aws-sdk/client-dynamodb";
import { DeleteRolePolicyCommand, PutRolePolicyCommand } from "@aws-sdk/client-iam";
import { CreateEventSourceMappingCommand, GetEventSourceMappingCommand } from "@aws-sdk/client-lambda";
import { CreateQueueCommand } from "@aws-sdk/client-sqs";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { eventually, startTestCloud, type TestCloud } from "../../support/cloud.ts";
import { createFunction, createRole } from "./function.ts";

const folder = mkdtempSync(join(tmpdir(), "millrace-mappings-"));
const TableName = "kept";
let cloud: TestCloud;
let stream: string;

beforeAll(async () => {
  cloud = await startTestCloud({ folder });
  await createRole(cloud);
});
afterAll(async () => {
  await cloud.stop();
  rmSync(folder, { recursive: true });
});

const allow = (actions: readonly string[]) =>
  cloud.iam.send(
    new PutRolePolicyCommand({
      RoleName: "function",
      PolicyName: "sources",
      PolicyDocument: JSON.stringify({
        Version: "2012-10-17",
        Statement: [{ Effect: "Allow", Action: actions, Resource: "*" }],
      }),
    }),
  );

const put = (pk: string) => cloud.dynamodb.send(new PutItemCommand({ TableName, Item: { pk: { S: pk } } }));

/** The keys that the function has seen, in the order of its log. */
async function seen(): Promise<string[]> {
  const { events = [] } = await cloud.logs
    .send(new FilterLogEventsCommand({ logGroupName: "/aws/lambda/kept", filterPattern: "KEYS" }))
    .catch(() => ({ events: [] }));
  return events.flatMap(({ message = "" }) => message.trim().split("KEYS ")[1]?.split(",") ?? []);
}

describe("a mapping", () => {
  it("is refused while the function's role cannot read the source", async () => {
    const { TableDescription } = await cloud.dynamodb.send(
      new CreateTableCommand({
        TableName,
        BillingMode: "PAY_PER_REQUEST",
        AttributeDefinitions: [{ AttributeName: "pk", AttributeType: "S" }],
        KeySchema: [{ AttributeName: "pk", KeyType: "HASH" }],
        StreamSpecification: { StreamEnabled: true, StreamViewType: "KEYS_ONLY" },
      }),
    );
    stream = TableDescription?.LatestStreamArn ?? "";
    await cloud.sqs.send(new CreateQueueCommand({ QueueName: "forbidden" }));
    await createFunction(cloud, {
      name: "kept",
      files: {
        "index.js":
          "exports.handler = async (event) => console.log('KEYS ' + event.Records.map((one) => one.dynamodb.Keys.pk.S).join(','))",
      },
    });
    const map = (EventSourceArn: string, more = {}) =>
      cloud.lambda.send(new CreateEventSourceMappingCommand({ FunctionName: "kept", EventSourceArn, ...more }));

    await expect(map("arn:aws:sqs:eu-west-1:000000000000:forbidden")).rejects.toThrow(
      "The provided execution role does not have permissions to call ReceiveMessage on SQS",
    );
    await expect(map(stream, { StartingPosition: "LATEST" })).rejects.toThrow(/^Cannot access stream arn:aws:dynamodb/);
  });

  it("goes on after a restart where it was, neither over again nor with gaps", async () => {
    await allow(["dynamodb:*"]);
    const mapping = { FunctionName: "kept", EventSourceArn: stream, StartingPosition: "TRIM_HORIZON" } as const;
    const { UUID } = await cloud.lambda.send(new CreateEventSourceMappingCommand(mapping));
    await put("before");
    await eventually(async () => ((await seen()).includes("before") ? true : undefined));
    await eventually(async () => {
      const { LastProcessingResult } = await cloud.lambda.send(new GetEventSourceMappingCommand({ UUID }));
      return LastProcessingResult === "OK" || undefined;
    });
    await cloud.stop();
    cloud = await startTestCloud({ folder });
    await put("after");
    await eventually(async () => ((await seen()).includes("after") ? true : undefined));

    expect(await seen()).toEqual(["before", "after"]);
  });

  it("stops when its role loses the right, and says so", async () => {
    await cloud.iam.send(new DeleteRolePolicyCommand({ RoleName: "function", PolicyName: "sources" }));
    await put("unseen");
    const results = await eventually(async () => {
      const { ListEventSourceMappingsCommand } = await import("@aws-sdk/client-lambda");
      const { EventSourceMappings = [] } = await cloud.lambda.send(new ListEventSourceMappingsCommand({}));
      const [result] = EventSourceMappings.map((one) => one.LastProcessingResult);
      return result?.startsWith("PROBLEM") ? result : undefined;
    });

    expect(results).toBe("PROBLEM: Lambda cannot access the event source");
    expect(await seen()).not.toContain("unseen");
  });
});
