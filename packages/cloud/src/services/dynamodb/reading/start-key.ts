import { validation } from "../errors.ts";
import { encodeKey } from "../keys/encode-key.ts";
import { keyOfKey } from "../keys/item-key.ts";
import { isOfType, type KeyAttribute, type KeySchema, keyNames } from "../model.ts";
import type { OpenIndex, OpenTable } from "../tables/table.ts";
import type { AttributeValue, Item } from "../values/attribute-value.ts";
import { checkedItem } from "../values/check.ts";

/** The row that an `ExclusiveStartKey` stands for. It holds the keys of the table and of the index, nothing else. */
export function startRow(table: OpenTable, index: OpenIndex | undefined, given: Item): Buffer {
  const tableSchema = table.definition.keySchema;
  const indexSchema = index?.definition.keySchema;
  const names = new Set([...keyNames(tableSchema), ...(indexSchema === undefined ? [] : keyNames(indexSchema))]);
  const key = checkedItem(given);
  if (Object.keys(key).length !== names.size || ![...names].every((name) => Object.hasOwn(key, name))) {
    throw startingKeyInvalid();
  }
  const tableKey = tableRow(tableSchema, key);
  if (indexSchema === undefined) return tableKey;
  const hash = keyValue(key, indexSchema.hash);
  return encodeKey(hash, indexSchema.range && keyValue(key, indexSchema.range), tableKey);
}

/** What a page ends with: enough to go on from there. */
export function lastKey(table: OpenTable, index: OpenIndex | undefined, item: Item): Item {
  const names = [
    ...(index === undefined ? [] : keyNames(index.definition.keySchema)),
    ...keyNames(table.definition.keySchema),
  ];
  const key: Record<string, AttributeValue> = {};
  for (const name of names) {
    const value = item[name];
    if (value !== undefined) key[name] = value;
  }
  return key;
}

const startingKeyInvalid = (): Error =>
  validation("The provided starting key is invalid: The provided key element does not match the schema");

function tableRow(schema: KeySchema, key: Item): Buffer {
  const own: Record<string, AttributeValue> = {};
  for (const attribute of [schema.hash, schema.range]) {
    if (attribute !== undefined) own[attribute.name] = keyValue(key, attribute);
  }
  return keyOfKey(schema, own);
}

function keyValue(key: Item, attribute: KeyAttribute): AttributeValue {
  const value = key[attribute.name];
  if (value === undefined || !isOfType(value, attribute.type)) throw startingKeyInvalid();
  return value;
}
