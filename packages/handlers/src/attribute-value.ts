import type { AttributeValue } from "@aws-sdk/client-dynamodb";

export type AttributeItem = Record<string, AttributeValue>;

/** An object as DynamoDB stores it, each name with `prefix` before it; members that are undefined are left out. */
export function toItem(object: object, prefix = ""): AttributeItem {
  const item: AttributeItem = {};
  for (const [name, value] of Object.entries(object)) {
    if (value !== undefined) item[prefix + name] = toAttribute(value);
  }
  return item;
}

/** @see https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_AttributeValue.html */
function toAttribute(value: unknown): AttributeValue {
  switch (typeof value) {
    case "string":
      return { S: value };
    case "number":
      if (!Number.isFinite(value)) throw new TypeError(`Cannot store ${value}: DynamoDB has no such number`);
      return { N: String(value) };
    case "bigint":
      return { N: String(value) };
    case "boolean":
      return { BOOL: value };
    case "object":
      return value === null ? { NULL: true } : objectToAttribute(value);
    default:
      throw new TypeError(`Cannot store a ${typeof value}: expected text, number, boolean, list or object`);
  }
}

function objectToAttribute(value: object): AttributeValue {
  if (value instanceof Uint8Array) return { B: value };
  if (value instanceof Date) return { S: value.toISOString() };
  if (Array.isArray(value)) return { L: value.map((member) => toAttribute(member ?? null)) };
  return { M: toItem(value) };
}

/** What DynamoDB stored, as plain values; a number too long for JavaScript stays text. */
export const fromItem = (item: AttributeItem): Record<string, unknown> =>
  Object.fromEntries(Object.entries(item).map(([name, value]) => [name, fromAttribute(value)]));

function fromAttribute(value: AttributeValue): unknown {
  if (value.N !== undefined) return String(Number(value.N)) === value.N ? Number(value.N) : value.N;
  if (value.M !== undefined) return fromItem(value.M);
  if (value.L !== undefined) return value.L.map(fromAttribute);
  if (value.NULL !== undefined) return null;
  return value.S ?? value.BOOL ?? value.B ?? value.SS ?? value.NS ?? value.BS;
}
