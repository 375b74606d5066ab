import {
  CreateTableCommand,
  DescribeTableCommand,
  type DynamoDBClient,
  type GlobalSecondaryIndex,
  type KeySchemaElement,
  UpdateTableCommand,
  UpdateTimeToLiveCommand,
  waitUntilTableExists,
} from "@aws-sdk/client-dynamodb";
import type { IndexResource, TableResource } from "@millrace/plan";
import type { Clients } from "./clients.ts";
import type { Change } from "./deploy.ts";
import { isError, unless } from "./is-error.ts";

const secondsMax = 300;

export async function putTable(table: TableResource, { dynamodb }: Clients): Promise<Change> {
  const found = await unless(
    dynamodb.send(new DescribeTableCommand({ TableName: table.name })),
    "ResourceNotFoundException",
  );
  if (found === undefined) {
    await createTable(table, dynamodb);
    return "created";
  }
  const names = new Set((found.Table?.GlobalSecondaryIndexes ?? []).map(({ IndexName }) => IndexName));
  const missing = table.indexes.filter(({ name }) => !names.has(name));
  // DynamoDB makes one index at a time.
  for (const index of missing) await addIndex(table, index, dynamodb);
  await setExpiry(table, dynamodb);
  return missing.length === 0 ? "unchanged" : "updated";
}

async function createTable(table: TableResource, dynamodb: DynamoDBClient): Promise<void> {
  await dynamodb.send(
    new CreateTableCommand({
      TableName: table.name,
      BillingMode: "PAY_PER_REQUEST",
      KeySchema: keySchema(table),
      AttributeDefinitions: attributes([table, ...table.indexes]),
      GlobalSecondaryIndexes: table.indexes.map(describeIndex),
    }),
  );
  await exists(table, dynamodb);
  await setExpiry(table, dynamodb);
}

async function addIndex(table: TableResource, index: IndexResource, dynamodb: DynamoDBClient): Promise<void> {
  await dynamodb.send(
    new UpdateTableCommand({
      TableName: table.name,
      AttributeDefinitions: attributes([table, index]),
      GlobalSecondaryIndexUpdates: [{ Create: describeIndex(index) }],
    }),
  );
  await exists(table, dynamodb);
}

async function setExpiry(table: TableResource, dynamodb: DynamoDBClient): Promise<void> {
  const TimeToLiveSpecification = { Enabled: true, AttributeName: table.expiryAttribute };
  try {
    await dynamodb.send(new UpdateTimeToLiveCommand({ TableName: table.name, TimeToLiveSpecification }));
  } catch (error) {
    const isSet = isError(error, "ValidationException") && /already enabled/i.test(String(error));
    if (!isSet) throw error;
  }
}

const exists = (table: TableResource, client: DynamoDBClient) =>
  waitUntilTableExists({ client, maxWaitTime: secondsMax, minDelay: 1, maxDelay: 5 }, { TableName: table.name });

interface Keys {
  readonly partitionKey: string;
  readonly sortKey: string;
}

const keySchema = ({ partitionKey, sortKey }: Keys): KeySchemaElement[] => [
  { AttributeName: partitionKey, KeyType: "HASH" },
  { AttributeName: sortKey, KeyType: "RANGE" },
];

const describeIndex = (index: IndexResource): GlobalSecondaryIndex => ({
  IndexName: index.name,
  KeySchema: keySchema(index),
  Projection: { ProjectionType: "ALL" },
});

const attributes = (keys: readonly Keys[]) =>
  [...new Set(keys.flatMap(({ partitionKey, sortKey }) => [partitionKey, sortKey]))].map((AttributeName) => ({
    AttributeName,
    AttributeType: "S" as const,
  }));
