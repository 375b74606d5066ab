import { keyAfterPrefix } from "../../../kernel/store/keys.ts";
import type { Range } from "../../../kernel/store/table.ts";
import { encodePart, encodePartPrefix, partitionPrefix } from "../keys/encode-key.ts";
import type { AttributeValue } from "../values/attribute-value.ts";
import type { KeyCondition, RangeCondition } from "./key-condition.ts";

interface Bounds {
  readonly from: Buffer;
  readonly before: Buffer | undefined;
}

/** The rows that a key condition asks for, after `startKey` when there is one. */
export function keyRange(condition: KeyCondition, startKey: Buffer | undefined, isReverse: boolean): Range {
  const { from, before } = boundsOf(partitionPrefix(condition.hash), condition.range);
  if (isReverse) {
    const end = startKey ?? before;
    return { from, reverse: true, ...(end && { before: end }) };
  }
  return { ...(startKey === undefined ? { from } : { after: startKey }), ...(before && { before }) };
}

/** Whether a key lies where the condition looks: a query cannot be resumed elsewhere. */
export function isWithin(condition: KeyCondition, key: Buffer): boolean {
  const { from, before } = boundsOf(partitionPrefix(condition.hash), condition.range);
  return Buffer.compare(key, from) >= 0 && (before === undefined || Buffer.compare(key, before) < 0);
}

export const isInPartition = (hash: AttributeValue, key: Buffer): boolean => {
  const prefix = partitionPrefix(hash);
  return key.subarray(0, prefix.length).equals(prefix);
};

function boundsOf(partition: Buffer, range: RangeCondition | undefined): Bounds {
  const [first, second] = range?.values ?? [];
  if (range === undefined || first === undefined) return under(partition);
  if (range.operator === "begins_with") return under(Buffer.concat([partition, encodePartPrefix(first)]));

  const key = Buffer.concat([partition, encodePart(first)]);
  switch (range.operator) {
    case "=":
      return under(key);
    case "<":
      return { from: partition, before: key };
    case "<=":
      return { from: partition, before: keyAfterPrefix(key) };
    case ">":
      return { from: keyAfterPrefix(key) ?? key, before: keyAfterPrefix(partition) };
    case ">=":
      return { from: key, before: keyAfterPrefix(partition) };
    default:
      return { from: key, before: keyAfterPrefix(Buffer.concat([partition, encodePart(second ?? first)])) };
  }
}

const under = (prefix: Buffer): Bounds => ({ from: prefix, before: keyAfterPrefix(prefix) });
