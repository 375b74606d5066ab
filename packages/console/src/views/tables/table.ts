import { call } from "../../cloud/call.ts";
import type { AttributeValue, Item } from "../../cloud/items.ts";

interface KeyPart {
  readonly AttributeName: string;
  readonly KeyType: "HASH" | "RANGE";
}

export interface Table {
  readonly TableName: string;
  readonly KeySchema: readonly KeyPart[];
  readonly AttributeDefinitions: readonly { readonly AttributeName: string; readonly AttributeType: string }[];
  readonly GlobalSecondaryIndexes?: readonly { readonly IndexName: string; readonly KeySchema: readonly KeyPart[] }[];
  readonly LocalSecondaryIndexes?: readonly { readonly IndexName: string; readonly KeySchema: readonly KeyPart[] }[];
  readonly ItemCount?: number;
  readonly TableSizeBytes?: number;
}

export async function describeTable(TableName: string): Promise<Table> {
  return (await call<{ Table: Table }>("dynamodb", "DescribeTable", { TableName })).Table;
}

export interface Search {
  /** Empty = the table itself. */
  readonly index: string;
  /** Empty = everything. */
  readonly partition: string;
  /** What the sort key begins with. */
  readonly sort: string;
}

export const keyOf = (table: Table, index: string): readonly KeyPart[] =>
  [...(table.GlobalSecondaryIndexes ?? []), ...(table.LocalSecondaryIndexes ?? [])].find(
    ({ IndexName }) => IndexName === index,
  )?.KeySchema ?? table.KeySchema;

const itemsMax = 1000;

/** The first items that a search finds: a query where the partition is given, else a scan. */
export async function findItems(table: Table, search: Search): Promise<readonly Item[]> {
  const source = {
    TableName: table.TableName,
    Limit: itemsMax,
    ...(search.index === "" ? {} : { IndexName: search.index }),
  };
  if (search.partition === "") return (await call<{ Items?: Item[] }>("dynamodb", "Scan", source)).Items ?? [];
  const [hash, range] = keyOf(table, search.index);
  const hasSort = search.sort !== "" && range !== undefined;
  const isText = typeOf(table, range?.AttributeName) === "S";
  const { Items = [] } = await call<{ Items?: Item[] }>("dynamodb", "Query", {
    ...source,
    KeyConditionExpression: hasSort ? `#h = :h AND ${isText ? "begins_with(#r, :r)" : "#r = :r"}` : "#h = :h",
    ExpressionAttributeNames: { "#h": hash?.AttributeName, ...(hasSort ? { "#r": range.AttributeName } : {}) },
    ExpressionAttributeValues: {
      ":h": keyValue(table, hash?.AttributeName, search.partition),
      ...(hasSort ? { ":r": keyValue(table, range.AttributeName, search.sort) } : {}),
    },
  });
  return Items;
}

const typeOf = ({ AttributeDefinitions }: Table, name: string | undefined): string =>
  AttributeDefinitions.find(({ AttributeName }) => AttributeName === name)?.AttributeType ?? "S";

const keyValue = (table: Table, name: string | undefined, text: string): AttributeValue => ({
  [typeOf(table, name)]: text,
});

export const keyOfItem = ({ KeySchema }: Table, item: Item): Item =>
  Object.fromEntries(KeySchema.map(({ AttributeName }) => [AttributeName, item[AttributeName] ?? {}]));
