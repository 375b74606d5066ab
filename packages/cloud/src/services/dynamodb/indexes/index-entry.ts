import { invalidParameter, notValidParameter, validation } from "../errors.ts";
import { encodeKey } from "../keys/encode-key.ts";
import { hashKeyBytesMax, rangeKeyBytesMax } from "../limits.ts";
import {
  type IndexDefinition,
  isOfType,
  type KeyAttribute,
  keyNames,
  projectedNames,
  type TableDefinition,
} from "../model.ts";
import { type AttributeValue, type Item, typeOf } from "../values/attribute-value.ts";
import { valueBytes } from "../values/size.ts";
import { StoredItem } from "../values/stored-item.ts";

/** What an index holds for one item. */
export interface IndexEntry {
  readonly key: Buffer;
  readonly value: StoredItem;
}

/** Whether an index, which is sparse, has an entry of an item. */
export const isIndexed = ({ keySchema }: IndexDefinition, item: Item): boolean =>
  keyNames(keySchema).every((name) => ownValue(item, name) !== undefined);

/** The entry of an item; undefined for items that lack a key attribute of the index, which is sparse. */
export function indexEntry(
  table: TableDefinition,
  index: IndexDefinition,
  itemKey: Uint8Array,
  stored: StoredItem,
): IndexEntry | undefined {
  const { hash, range } = index.keySchema;
  const item = stored.item;
  const hashValue = ownValue(item, hash.name);
  const rangeValue = range === undefined ? undefined : ownValue(item, range.name);
  if (hashValue === undefined || (range !== undefined && rangeValue === undefined)) return undefined;

  const key = encodeKey(hashValue, rangeValue, itemKey);
  const names = projectedNames(table.keySchema, index);
  return { key, value: names === undefined ? stored : StoredItem.of(pickNames(item, names)) };
}

export function pickNames(item: Item, names: ReadonlySet<string>): Item {
  const picked: Record<string, AttributeValue> = {};
  for (const name in item) {
    const value = item[name];
    if (value !== undefined && names.has(name)) picked[name] = value;
  }
  return picked;
}

const ownValue = (item: Item, name: string): AttributeValue | undefined =>
  Object.hasOwn(item, name) ? item[name] : undefined;

/** Refuses an item whose attributes cannot be keys of the table's indexes. */
export function refuseIndexKeysOfItem(table: TableDefinition, item: Item): void {
  forEachIndexKey(table, item, (index, attribute, value) => {
    if (!isOfType(value, attribute.type)) {
      throw invalidParameter(
        `Type mismatch for Index Key ${attribute.name} Expected: ${attribute.type} Actual: ${typeOf(value)} IndexName: ${index.name}`,
      );
    }
    const empty = emptyType(value);
    if (empty === undefined) return;
    throw notValidParameter(
      `A value specified for a secondary index key is not supported. The AttributeValue for a key attribute cannot contain an empty ${empty} value. IndexName: ${index.name}, IndexKey: ${attribute.name}`,
    );
  });
  refuseLongIndexKeys(table, item);
}

/** The same for what an update made of an item, in other words. */
export function refuseIndexKeysOfUpdate(table: TableDefinition, item: Item): void {
  forEachIndexKey(table, item, (_index, attribute, value) => {
    if (!isOfType(value, attribute.type)) {
      throw validation("The update expression attempted to update the secondary index key to unsupported type");
    }
    const empty = emptyType(value);
    if (empty === undefined) return;
    throw notValidParameter(
      `The update expression attempted to update a secondary index key to a value that is not supported. The AttributeValue for a key attribute cannot contain an empty ${empty} value.`,
    );
  });
  refuseLongIndexKeys(table, item);
}

function refuseLongIndexKeys(table: TableDefinition, item: Item): void {
  forEachIndexKey(table, item, (index, attribute, value) => {
    if (attribute === index.keySchema.hash && valueBytes(value) > hashKeyBytesMax) {
      throw invalidParameter("Size of hashkey has exceeded the maximum size limit of2048 bytes");
    }
    if (attribute !== index.keySchema.hash && valueBytes(value) > rangeKeyBytesMax) {
      throw invalidParameter("Aggregated size of all range keys has exceeded the size limit of 1024 bytes");
    }
  });
}

function forEachIndexKey(
  table: TableDefinition,
  item: Item,
  look: (index: IndexDefinition, attribute: KeyAttribute, value: AttributeValue) => void,
): void {
  if (table.indexes.length === 0) return;
  const own = new Set(keyNames(table.keySchema));
  for (const index of table.indexes) {
    for (const attribute of [index.keySchema.hash, index.keySchema.range]) {
      if (attribute === undefined || own.has(attribute.name)) continue;
      const value = ownValue(item, attribute.name);
      if (value !== undefined) look(index, attribute, value);
    }
  }
}

const emptyType = (value: AttributeValue): "string" | "binary" | undefined =>
  value.S === "" ? "string" : value.B === "" ? "binary" : undefined;
