import { CreateTableCommand, DescribeTableCommand } from "@aws-sdk/client-dynamodb";
import type { TestCloud } from "../../support/cloud.ts";

/** A table with 5 units of each kind, and an index with as much. */
export async function createTable({ dynamodb }: TestCloud, TableName: string): Promise<void> {
  const ProvisionedThroughput = { ReadCapacityUnits: 5, WriteCapacityUnits: 5 };
  const KeySchema = [{ AttributeName: "id", KeyType: "HASH" as const }];
  await dynamodb.send(
    new CreateTableCommand({
      TableName,
      AttributeDefinitions: [{ AttributeName: "id", AttributeType: "S" }],
      KeySchema,
      ProvisionedThroughput,
      GlobalSecondaryIndexes: [
        { IndexName: "again", KeySchema, Projection: { ProjectionType: "KEYS_ONLY" }, ProvisionedThroughput },
      ],
    }),
  );
}

/** What is provisioned of a table and of its index. */
export async function unitsOf({ dynamodb }: TestCloud, TableName: string) {
  const { Table } = await dynamodb.send(new DescribeTableCommand({ TableName }));
  const [index] = Table?.GlobalSecondaryIndexes ?? [];
  return {
    read: Table?.ProvisionedThroughput?.ReadCapacityUnits,
    write: Table?.ProvisionedThroughput?.WriteCapacityUnits,
    indexWrite: index?.ProvisionedThroughput?.WriteCapacityUnits,
  };
}
