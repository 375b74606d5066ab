import { invalidParameter, keyDoesNotMatchSchema, notValidParameter } from "../errors.ts";
import { hashKeyBytesMax, rangeKeyBytesMax } from "../limits.ts";
import { isOfType, type KeyAttribute, type KeySchema } from "../model.ts";
import { type AttributeValue, type Item, typeOf } from "../values/attribute-value.ts";
import { checkedValue } from "../values/check.ts";
import { valueBytes } from "../values/size.ts";
import { encodeKey } from "./encode-key.ts";

/** The binary key of a whole item, whose values are checked already. */
export function keyOfItem(schema: KeySchema, item: Item): Buffer {
  const hash = keyAttributeOf(item, schema.hash);
  const range = schema.range === undefined ? undefined : keyAttributeOf(item, schema.range);
  refuseKeyValues(schema, hash, range);
  return encodeKey(hash, range);
}

/** The binary key of a `Key` parameter, which holds the key attributes and nothing else. */
export function keyOfKey(schema: KeySchema, key: Item): Buffer {
  const expected = schema.range === undefined ? 1 : 2;
  if (Object.keys(key).length !== expected) throw keyDoesNotMatchSchema();
  const hash = matchingValue(key, schema.hash);
  const range = schema.range === undefined ? undefined : matchingValue(key, schema.range);
  refuseKeyValues(schema, hash, range);
  return encodeKey(hash, range);
}

/** The key attributes of an item, as `LastEvaluatedKey` and `Key` hold them. */
export function keyAttributes(schema: KeySchema, item: Item): Item {
  const key: Record<string, AttributeValue> = {};
  const hash = item[schema.hash.name];
  if (hash !== undefined) key[schema.hash.name] = hash;
  const range = schema.range === undefined ? undefined : item[schema.range.name];
  if (schema.range !== undefined && range !== undefined) key[schema.range.name] = range;
  return key;
}

function keyAttributeOf(item: Item, attribute: KeyAttribute): AttributeValue {
  const value = Object.hasOwn(item, attribute.name) ? item[attribute.name] : undefined;
  if (value === undefined) throw invalidParameter(`Missing the key ${attribute.name} in the item`);
  if (!isOfType(value, attribute.type)) {
    throw invalidParameter(
      `Type mismatch for key ${attribute.name} expected: ${attribute.type} actual: ${typeOf(value)}`,
    );
  }
  return value;
}

function matchingValue(key: Item, attribute: KeyAttribute): AttributeValue {
  const given = Object.hasOwn(key, attribute.name) ? key[attribute.name] : undefined;
  if (given === undefined) throw keyDoesNotMatchSchema();
  const value = checkedValue(given);
  if (!isOfType(value, attribute.type)) throw keyDoesNotMatchSchema();
  return value;
}

/** Key attributes are not empty and not too long. */
export function refuseKeyValues(
  schema: KeySchema,
  hash: AttributeValue,
  range: AttributeValue | undefined,
  indexName?: string,
): void {
  refuseEmpty(schema.hash, hash, indexName);
  if (schema.range !== undefined && range !== undefined) refuseEmpty(schema.range, range, indexName);
  // The missing space is AWS's own.
  if (valueBytes(hash) > hashKeyBytesMax) {
    throw invalidParameter("Size of hashkey has exceeded the maximum size limit of2048 bytes");
  }
  if (valueBytes(range) > rangeKeyBytesMax) {
    throw invalidParameter("Aggregated size of all range keys has exceeded the size limit of 1024 bytes");
  }
}

function refuseEmpty(attribute: KeyAttribute, value: AttributeValue, indexName: string | undefined): void {
  if (value.S !== "" && value.B !== "") return;
  const type = value.S === "" ? "string" : "binary";
  if (indexName !== undefined) {
    throw notValidParameter(
      `A value specified for a secondary index key is not supported. The AttributeValue for a key attribute cannot contain an empty ${type} value. IndexName: ${indexName}, IndexKey: ${attribute.name}`,
    );
  }
  throw notValidParameter(
    `The AttributeValue for a key attribute cannot contain an empty ${type} value. Key: ${attribute.name}`,
  );
}
