import { BatchGetItemCommand } from "@aws-sdk/client-dynamodb";
import { sleep } from "@millrace/core";
import type { DynamodbLookup } from "@millrace/pipeline";
import { type AttributeItem, fromItem, toItem } from "../attribute-value.ts";
import { HandlerError } from "../handler-error.ts";
import type { Tools } from "../tools.ts";

/** What DynamoDB leaves out is asked for again after 50, 100, ... 3200 ms. */
const retriesMax = 8;
const retryDelayMs = 50;

/** The items of some keys, at most 100, in their order. */
export async function lookUpItems(
  { clients, clock }: Tools,
  { table, keyOf }: DynamodbLookup,
  keys: readonly string[],
): Promise<readonly unknown[]> {
  const wanted = keys.map((key) => toItem(keyOf(key)));
  const names = Object.keys(wanted[0] ?? {});
  const idOf = (item: AttributeItem): string => JSON.stringify(names.map((name) => item[name]));
  const found = new Map<string, unknown>();
  let left = [...new Map(wanted.map((key) => [idOf(key), key])).values()];
  for (let attempt = 0; left.length > 0; attempt++) {
    if (attempt > retriesMax) {
      throw new HandlerError("table-too-slow", `Cannot look up ${left.length} keys: table "${table}" leaves them out`);
    }
    if (attempt > 0) await sleep(clock, retryDelayMs * 2 ** Math.min(attempt - 1, 6));
    const { Responses, UnprocessedKeys } = await clients.dynamodb.send(
      new BatchGetItemCommand({ RequestItems: { [table]: { Keys: left } } }),
    );
    for (const item of Responses?.[table] ?? []) found.set(idOf(item), fromItem(item));
    left = UnprocessedKeys?.[table]?.Keys ?? [];
  }
  return wanted.map((key) => found.get(idOf(key)));
}
