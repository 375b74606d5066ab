export const TableName = "orders";
const partitions = 100;
const perPartition = 100;

export const definition = {
  TableName,
  BillingMode: "PAY_PER_REQUEST",
  AttributeDefinitions: [
    { AttributeName: "pk", AttributeType: "S" },
    { AttributeName: "sk", AttributeType: "N" },
  ],
  KeySchema: [
    { AttributeName: "pk", KeyType: "HASH" },
    { AttributeName: "sk", KeyType: "RANGE" },
  ],
};

const keyOf = (at) => ({
  pk: { S: `customer#${at % partitions}` },
  sk: { N: String(Math.floor(at / partitions) % perPartition) },
});

/** About a kilobyte. */
const itemOf = (at) => ({
  ...keyOf(at),
  version: { N: "1" },
  name: { S: "A name of some length" },
  tags: { SS: ["one", "two", "three"] },
  entries: { L: [{ M: { sku: { S: "A-1" }, count: { N: "3" } } }, { M: { sku: { S: "B-2" }, count: { N: "12" } } }] },
  data: { S: "x".repeat(700) },
});

const scattered = (at) => (at * 7919) % (partitions * perPartition);
const put = (at) => ({ PutRequest: { Item: itemOf(at) } });
const times = (count, make) => Array.from({ length: count }, (_, at) => make(at));

/** What fills the table first: every item once. */
export const filling = times((partitions * perPartition) / 25, (batch) => [
  "BatchWriteItem",
  { RequestItems: { [TableName]: times(25, (at) => put(batch * 25 + at)) } },
]);

const one = { ":one": { N: "1" } };

/** Requests by name; the number of a request makes it another one. */
export const workloads = {
  PutItem: (at) => ["PutItem", { TableName, Item: itemOf(scattered(at)) }],
  GetItem: (at) => ["GetItem", { TableName, Key: keyOf(scattered(at)) }],
  "Query of 100 items": (at) => [
    "Query",
    {
      TableName,
      KeyConditionExpression: "pk = :pk",
      ExpressionAttributeValues: { ":pk": { S: `customer#${at % partitions}` } },
    },
  ],
  "BatchWriteItem of 25": (at) => [
    "BatchWriteItem",
    { RequestItems: { [TableName]: times(25, (each) => put(scattered(at * 25 + each))) } },
  ],
  "TransactWriteItems of 10": (at) => [
    "TransactWriteItems",
    {
      TransactItems: times(10, (each) => ({
        Update: {
          TableName,
          Key: keyOf(at * 10 + each),
          UpdateExpression: "SET version = version + :one",
          ExpressionAttributeValues: one,
        },
      })),
    },
  ],
  "UpdateItem, conditional": (at) => [
    "UpdateItem",
    {
      TableName,
      Key: keyOf(scattered(at)),
      UpdateExpression: "SET version = version + :one",
      ConditionExpression: "attribute_exists(pk) AND version >= :one",
      ExpressionAttributeValues: one,
    },
  ],
};
