import { keyAfterPrefix } from "../../kernel/store/keys.ts";
import { partitionPrefix } from "./keys/encode-key.ts";
import type { OpenTable } from "./tables/table.ts";
import type { Item } from "./values/attribute-value.ts";
import { StoredItem } from "./values/stored-item.ts";

const gibibyte = 1024 ** 3;

/** The size of all items that share a partition key, local indexes included; only tables with such indexes tell it. */
export function itemCollectionMetrics(table: OpenTable, key: Item) {
  const local = table.indexes.filter(({ definition }) => !definition.isGlobal);
  const { hash } = table.definition.keySchema;
  const value = key[hash.name];
  if (local.length === 0 || value === undefined) return undefined;

  const from = partitionPrefix(value);
  const before = keyAfterPrefix(from);
  let bytes = 0;
  for (const { rows } of [table, ...local]) {
    for (const row of rows.values({ from, ...(before && { before }) })) bytes += StoredItem.parse(row).bytes;
  }
  const gigabytes = Math.floor(bytes / gibibyte);
  return { ItemCollectionKey: { [hash.name]: value }, SizeEstimateRangeGB: [gigabytes, gigabytes + 1] };
}
