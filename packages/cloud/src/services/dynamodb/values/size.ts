import type { AttributeValue, Item } from "./attribute-value.ts";
import { numberBytes } from "./number.ts";

/** Every list and every map costs this much besides its elements, each of which costs one byte more. */
const documentOverheadBytes = 3;
const elementOverheadBytes = 1;

/**
 * What an item counts towards limits and capacity: its attribute names and values.
 * @see https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/CapacityUnitCalculations.html
 */
export function itemBytes(item: Item): number {
  let bytes = 0;
  for (const name in item) bytes += textBytes(name) + valueBytes(item[name]);
  return bytes;
}

export function valueBytes(value: AttributeValue | undefined): number {
  if (value === undefined) return 0;
  if (value.S !== undefined) return textBytes(value.S);
  if (value.N !== undefined) return numberBytes(value.N);
  if (value.B !== undefined) return binaryBytes(value.B);
  if (value.M !== undefined) return mapBytes(value.M);
  if (value.L !== undefined) return listBytes(value.L);
  return value.BOOL !== undefined || value.NULL !== undefined ? 1 : setBytes(value);
}

/** UTF-8 bytes. Short text is counted here: crossing into native code costs more than the loop. */
export function textBytes(text: string): number {
  if (text.length > 64) return Buffer.byteLength(text, "utf8");
  for (let at = 0; at < text.length; at++) if (text.charCodeAt(at) > 127) return Buffer.byteLength(text, "utf8");
  return text.length;
}

/** Bytes behind base64 text, without decoding it. */
export function binaryBytes(base64: string): number {
  const padding = base64.endsWith("==") ? 2 : base64.endsWith("=") ? 1 : 0;
  return (base64.length / 4) * 3 - padding;
}

function mapBytes(map: Item): number {
  let bytes = documentOverheadBytes;
  for (const name in map) bytes += elementOverheadBytes + textBytes(name) + valueBytes(map[name]);
  return bytes;
}

function listBytes(list: readonly AttributeValue[]): number {
  let bytes = documentOverheadBytes;
  for (const element of list) bytes += elementOverheadBytes + valueBytes(element);
  return bytes;
}

function setBytes(value: AttributeValue): number {
  let bytes = 0;
  for (const text of value.SS ?? []) bytes += textBytes(text);
  for (const text of value.NS ?? []) bytes += numberBytes(text);
  for (const text of value.BS ?? []) bytes += binaryBytes(text);
  return bytes;
}
