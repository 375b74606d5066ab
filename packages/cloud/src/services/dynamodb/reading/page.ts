import type { Range, Table as Rows } from "../../../kernel/store/table.ts";
import type { Test } from "../expressions/bind-condition.ts";
import { pageBytesMax } from "../limits.ts";
import { StoredItem } from "../values/stored-item.ts";

export interface Page {
  /** The items that the filter let through. */
  readonly items: readonly StoredItem[];
  readonly scannedCount: number;
  /** Bytes of all rows that were looked at. */
  readonly bytes: number;
  /** Bytes of each item that was fetched from the table because a local index did not have enough of it. */
  readonly fetchedBytes: readonly number[];
  /** The last row looked at, when there may be more behind it. */
  readonly last: StoredItem | undefined;
}

interface PageOptions {
  readonly range: Range;
  /** Rows to look at, at most. */
  readonly limit: number | undefined;
  readonly filter: Test | undefined;
  /** Completes what an index has of an item. */
  readonly fetch?: ((row: StoredItem) => StoredItem) | undefined;
  /** What is fetched serves the filter alone: the answer holds what the index has. */
  readonly isFetchedForFilter?: boolean;
}

/** Looks at rows until the limit is reached or a megabyte is passed; the row that passes it still belongs to the page. */
export function readPage(rows: Rows, { range, limit, filter, fetch, isFetchedForFilter }: PageOptions): Page {
  const items: StoredItem[] = [];
  const fetchedBytes: number[] = [];
  let scannedCount = 0;
  let bytes = 0;
  let last: StoredItem | undefined;
  for (const value of rows.values({ ...range, ...(limit && { limit }) })) {
    if (bytes > pageBytesMax) return { items, scannedCount, bytes, fetchedBytes, last };
    const row = StoredItem.parse(value);
    last = row;
    bytes += row.bytes;
    scannedCount++;
    const item = fetch?.(row) ?? row;
    if (item !== row) fetchedBytes.push(item.bytes);
    if (filter?.(item.item) ?? true) items.push(isFetchedForFilter ? row : item);
  }
  return { items, scannedCount, bytes, fetchedBytes, last: scannedCount === limit ? last : undefined };
}

/** How to complete rows of a local index: by reading the items that they stand for. */
export const fetchFrom =
  (read: (key: Buffer) => StoredItem | undefined, keyOf: (row: StoredItem) => Buffer) =>
  (row: StoredItem): StoredItem =>
    read(keyOf(row)) ?? row;
