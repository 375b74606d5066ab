import { CreateTableCommand, type DynamoDBClient, type KeySchemaElement } from "@aws-sdk/client-dynamodb";
import type { Pipeline } from "@millrace/pipeline";
import { planPipeline, type TablePart } from "@millrace/plan";

/** Creates the table that a pipeline's plan asks for, without the rest of the plan. */
export async function createPlannedTable(dynamodb: DynamoDBClient, pipeline: Pipeline, name: string): Promise<void> {
  const table = planPipeline(pipeline).parts.find((part): part is TablePart => part.kind === "table");
  if (table === undefined) throw new Error("Cannot create a table: the plan has none");
  const keys = [{ partitionKey: table.partitionKey, sortKey: table.sortKey ?? "" }, ...table.indexes];
  await dynamodb.send(
    new CreateTableCommand({
      TableName: name,
      BillingMode: "PAY_PER_REQUEST",
      AttributeDefinitions: keys
        .flatMap(({ partitionKey, sortKey }) => [partitionKey, sortKey])
        .map((AttributeName) => ({ AttributeName, AttributeType: "S" as const })),
      KeySchema: keys.slice(0, 1).flatMap(schemaOf),
      GlobalSecondaryIndexes: table.indexes.map((index) => ({
        IndexName: index.name,
        KeySchema: schemaOf(index),
        Projection: { ProjectionType: "ALL" as const },
      })),
    }),
  );
}

const schemaOf = (keys: { readonly partitionKey: string; readonly sortKey: string }): KeySchemaElement[] => [
  { AttributeName: keys.partitionKey, KeyType: "HASH" },
  { AttributeName: keys.sortKey, KeyType: "RANGE" },
];
