import assert from "node:assert/strict";
import { type AttributeValue, paginateScan } from "@aws-sdk/client-dynamodb";
import type { Clients } from "../../support/cloud.ts";
import { counter, itemOf } from "./item-writers.ts";
import { tables } from "./setting.ts";
import type { Witness } from "./witness.ts";

/** Compares every item with what was promised of it, and looks for items that nobody put. */
export async function checkItems(clients: Clients, witness: Witness): Promise<void> {
  const items = await readItems(clients);
  checkCounter(items, witness);
  items.delete(counter);
  for (const pk of witness.items.places()) {
    const item = items.get(pk);
    items.delete(pk);
    const found = item === undefined ? undefined : Number(item["version"]?.N);
    const allowed = witness.items.allowed(pk);
    assert.ok(allowed.includes(found), `Item "${pk}" has version ${found}: expected ${allowed.join(" or ")}`);
    if (found !== undefined) assert.deepEqual(item, plain(itemOf(pk, found)), `Item "${pk}" is not whole`);
    witness.items.settle(pk, found);
  }
  assert.deepEqual([...items.keys()], [], "There are items that nobody put");
  for (const [pk, twin] of pairs(witness)) {
    assert.equal(witness.items.acknowledged(pk), witness.items.acknowledged(twin), `Half a transaction: "${pk}"`);
  }
}

async function readItems({ dynamodb }: Clients): Promise<Map<string, Record<string, AttributeValue>>> {
  const found = new Map<string, Record<string, AttributeValue>>();
  const pages = paginateScan({ client: dynamodb }, { TableName: tables.items, ConsistentRead: true });
  for await (const { Items = [] } of pages) for (const item of Items) found.set(item["pk"]?.S ?? "", plain(item));
  return found;
}

/** Bytes as the SDK reads them are no Buffers, which would make them differ from those that were sent. */
const plain = (item: Record<string, AttributeValue>): Record<string, AttributeValue> => ({
  ...item,
  ...(item["filling"]?.B === undefined ? {} : { filling: { B: new Uint8Array(item["filling"].B) } }),
});

function checkCounter(items: ReadonlyMap<string, Record<string, AttributeValue>>, witness: Witness): void {
  const count = Number(items.get(counter)?.["version"]?.N ?? 0);
  const [least, most] = [witness.counted, witness.counted + witness.uncertain];
  assert.ok(count >= least && count <= most, `The counter is ${count}: expected ${least} to ${most}`);
  witness.counted = count;
  witness.uncertain = 0;
}

const pairs = (witness: Witness): (readonly [string, string])[] =>
  witness.items
    .places()
    .filter((pk) => pk.endsWith("/left"))
    .map((pk) => [pk, pk.replace(/left$/, "right")]);
