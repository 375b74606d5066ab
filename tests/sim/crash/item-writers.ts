import {
  type AttributeValue,
  ConditionalCheckFailedException,
  GetItemCommand,
  PutItemCommand,
  TransactWriteItemsCommand,
} from "@aws-sdk/client-dynamodb";
import { contentOf } from "./content.ts";
import { tables } from "./setting.ts";
import type { Writer } from "./writers.ts";

const itemsOfWriter = 20;
export const counter = "counter";

/** An item that says in two ways which version it is, so that half of one would show. */
export const itemOf = (pk: string, version: number): Record<string, AttributeValue> => ({
  pk: { S: pk },
  version: { N: String(version) },
  filling: { B: contentOf(`${pk} ${version}`, 1 + (version % 3000)) },
});

export const pairOf = (name: string): readonly [string, string] => [`${name}/left`, `${name}/right`];

const versionOf = (item: Record<string, AttributeValue> | undefined): number => Number(item?.["version"]?.N ?? 0);

/** Puts the next version of an item: as it comes, or on the condition that the last one is there. */
export async function putItem({ name, random, clients, witness }: Writer): Promise<void> {
  const pk = `${name}/item ${random.below(itemsOfWriter)}`;
  const last = witness.items.acknowledged(pk);
  const next = (last ?? 0) + 1;
  const condition =
    last === undefined
      ? { ConditionExpression: "attribute_not_exists(pk)" }
      : {
          ConditionExpression: "version = :last",
          ExpressionAttributeValues: { ":last": { N: String(last) } },
        };

  witness.items.attempt(pk, next);
  await clients.dynamodb.send(
    new PutItemCommand({ TableName: tables.items, Item: itemOf(pk, next), ...(random.chance(0.5) ? condition : {}) }),
  );
  witness.items.settle(pk, next);
  witness.acknowledge("writes");
}

/** Puts two items in one transaction. */
export async function putPair({ name, clients, witness }: Writer): Promise<void> {
  const pair = pairOf(name);
  const next = (witness.items.acknowledged(pair[0]) ?? 0) + 1;

  for (const pk of pair) witness.items.attempt(pk, next);
  await clients.dynamodb.send(
    new TransactWriteItemsCommand({
      TransactItems: pair.map((pk) => ({ Put: { TableName: tables.items, Item: itemOf(pk, next) } })),
    }),
  );
  for (const pk of pair) witness.items.settle(pk, next);
  witness.acknowledge("writes");
}

export async function readCounter({ dynamodb }: Writer["clients"]): Promise<number> {
  const { Item } = await dynamodb.send(new GetItemCommand({ TableName: tables.items, Key: { pk: { S: counter } } }));
  return versionOf(Item);
}

/** Adds one to the counter unless somebody else was quicker. */
export async function addToCounter({ clients, witness }: Writer): Promise<void> {
  const seen = await readCounter(clients);

  witness.uncertain++;
  try {
    await clients.dynamodb.send(
      new PutItemCommand({
        TableName: tables.items,
        Item: itemOf(counter, seen + 1),
        ConditionExpression: "attribute_not_exists(pk) OR version = :seen",
        ExpressionAttributeValues: { ":seen": { N: String(seen) } },
      }),
    );
  } catch (error) {
    if (!(error instanceof ConditionalCheckFailedException)) throw error;
    witness.uncertain--;
    witness.acknowledge("refusals");
    return;
  }
  witness.uncertain--;
  witness.counted++;
  witness.acknowledge("writes");
}
