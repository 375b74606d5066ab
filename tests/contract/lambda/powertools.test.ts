import { FilterLogEventsCommand } from "@aws-sdk/client-cloudwatch-logs";
import { CreateTableCommand, ScanCommand } from "@aws-sdk/client-dynamodb";
import { PutRolePolicyCommand } from "@aws-sdk/client-iam";
import { CreateFunctionCommand } from "@aws-sdk/client-lambda";
import { build } from "esbuild";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { eventually, startTestCloud, type TestCloud } from "../../support/cloud.ts";
import { zip } from "../../support/zip.ts";
import { createRole, invoke, roleArn } from "./function.ts";

/** A function as its documentation writes them: nothing in it knows where it runs. */
const source = `
  import { BatchProcessor, EventType, processPartialResponse } from "@aws-lambda-powertools/batch";
  import { IdempotencyConfig, makeIdempotent } from "@aws-lambda-powertools/idempotency";
  import { DynamoDBPersistenceLayer } from "@aws-lambda-powertools/idempotency/dynamodb";
  import { Logger } from "@aws-lambda-powertools/logger";
  import { Metrics, MetricUnit } from "@aws-lambda-powertools/metrics";
  import { SqsRecordSchema } from "@aws-lambda-powertools/parser/schemas";
  import { z } from "zod";

  const logger = new Logger({ serviceName: "orders" });
  const metrics = new Metrics({ namespace: "shop", serviceName: "orders" });
  const processor = new BatchProcessor(EventType.SQS);
  const order = SqsRecordSchema.extend({ body: z.string().transform((text) => JSON.parse(text)).pipe(z.object({ id: z.string() })) });
  const config = new IdempotencyConfig({ eventKeyJmesPath: "id" });
  const persistenceStore = new DynamoDBPersistenceLayer({ tableName: "idempotency" });
  let taken = 0;
  const take = makeIdempotent(async ({ id }) => ({ id, turn: ++taken }), { config, persistenceStore });

  export const handler = async (event, context) => {
    logger.addContext(context);
    config.registerLambdaContext(context);
    const taken = [];
    const response = await processPartialResponse(event, async (record) => {
      const { body } = order.parse(record);
      taken.push(await take(body));
      metrics.addMetric("taken", MetricUnit.Count, 1);
      logger.info("order taken", { order: body.id });
    }, processor, { context, throwOnFullBatchFailure: false });
    metrics.publishStoredMetrics();
    return { ...response, taken };
  };
`;

let cloud: TestCloud;
beforeAll(async () => {
  cloud = await startTestCloud();
  await createRole(cloud);
  await cloud.iam.send(
    new PutRolePolicyCommand({
      RoleName: "function",
      PolicyName: "table",
      PolicyDocument: JSON.stringify({
        Version: "2012-10-17",
        Statement: [{ Effect: "Allow", Action: "dynamodb:*", Resource: "*" }],
      }),
    }),
  );
  await cloud.dynamodb.send(
    new CreateTableCommand({
      TableName: "idempotency",
      BillingMode: "PAY_PER_REQUEST",
      AttributeDefinitions: [{ AttributeName: "id", AttributeType: "S" }],
      KeySchema: [{ AttributeName: "id", KeyType: "HASH" }],
    }),
  );
  const { outputFiles } = await build({
    stdin: { contents: source, resolveDir: import.meta.dirname },
    bundle: true,
    write: false,
    platform: "node",
    format: "cjs",
    target: "node20",
  });
  await cloud.lambda.send(
    new CreateFunctionCommand({
      FunctionName: "orders",
      Role: roleArn,
      Runtime: "nodejs20.x",
      Handler: "index.handler",
      Timeout: 20,
      MemorySize: 512,
      Code: { ZipFile: await zip({ "index.js": outputFiles[0]?.text ?? "" }) },
    }),
  );
});
afterAll(() => cloud.stop());

const record = (messageId: string, body: string) => ({
  messageId,
  receiptHandle: "handle",
  body,
  attributes: {
    ApproximateReceiveCount: "1",
    SentTimestamp: "1545082649183",
    SenderId: "AIDAIENQZJOLO23YVJ4VO",
    ApproximateFirstReceiveTimestamp: "1545082649185",
  },
  messageAttributes: {},
  md5OfBody: "e4e68fb7bd0e697a0ae8f1bb342846b3",
  eventSource: "aws:sqs",
  eventSourceARN: "arn:aws:sqs:eu-west-1:000000000000:orders",
  awsRegion: "eu-west-1",
});

describe("a function with Powertools for AWS Lambda", () => {
  it("parses a batch, takes an order once however often it comes, and names the record that is bad", async () => {
    const Records = [record("1", '{"id":"a"}'), record("2", '{"no":"id"}')];

    const { payload, error } = await invoke(cloud, "orders", { Records });
    const again = await invoke(cloud, "orders", { Records: Records.slice(0, 1) });

    expect(error).toBeUndefined();
    expect(payload).toMatchObject({ batchItemFailures: [{ itemIdentifier: "2" }] });
    expect(again.payload).toEqual({ batchItemFailures: [], taken: [{ id: "a", turn: 1 }] });
    const { Items } = await cloud.dynamodb.send(new ScanCommand({ TableName: "idempotency" }));
    expect(Items).toMatchObject([{ status: { S: "COMPLETED" } }]);
  });

  it("logs with the context of the invocation, and metrics in the embedded format", async () => {
    const records = await eventually(async () => {
      const { events = [] } = await cloud.logs
        .send(new FilterLogEventsCommand({ logGroupName: "/aws/lambda/orders" }))
        .catch(() => ({ events: [] }));
      const parsed = events.map(({ message = "" }) => message).filter((message) => message.startsWith("{"));
      return parsed.length >= 2 ? parsed.map((message) => JSON.parse(message)) : undefined;
    });

    const line = records.find(({ message }) => message === "order taken");
    const metric = records.find(({ _aws }) => _aws !== undefined);
    expect(line).toMatchObject({ service: "orders", order: "a", function_name: "orders", cold_start: true });
    expect(metric).toMatchObject({ service: "orders", _aws: { CloudWatchMetrics: [{ Namespace: "shop" }] } });
  });
});
