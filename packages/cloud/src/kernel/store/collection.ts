import type { Database } from "./database.ts";
import { type KeyPart, keyAfterPrefix, textPrefix, tupleKey } from "./keys.ts";
import type { Range, Table } from "./table.ts";

export type Key = KeyPart | readonly KeyPart[];

export interface ListOptions {
  /** Only entries whose key begins with these parts. */
  readonly under?: Key;
  /** Within `under`: only entries whose next part begins with this text. */
  readonly startingWith?: string;
  /** Within `under`: only entries after this key. */
  readonly after?: Key;
  readonly reverse?: boolean;
  readonly limit?: number;
}

/** Values of one type under tuple keys, kept as JSON in the order of their keys. */
export class Collection<Value> {
  readonly #table: Table;

  constructor(database: Database, name: string) {
    this.#table = database.table(name);
  }

  get(key: Key): Value | undefined {
    const text = this.#table.get(encode(key));
    return text === undefined ? undefined : (JSON.parse(text) as Value);
  }

  has(key: Key): boolean {
    return this.#table.get(encode(key)) !== undefined;
  }

  put(key: Key, value: Value): void {
    this.#table.put(encode(key), JSON.stringify(value));
  }

  delete(key: Key): boolean {
    return this.#table.delete(encode(key));
  }

  /** Values in key order. Safe to change the collection between steps. */
  *list(options: ListOptions = {}): IterableIterator<Value> {
    for (const value of this.#table.values(rangeOf(options))) yield JSON.parse(value) as Value;
  }

  isEmpty(options: ListOptions = {}): boolean {
    return this.list({ ...options, limit: 1 }).next().done === true;
  }

  count(): number {
    return this.#table.count();
  }

  /** Removes everything. */
  clear(): void {
    this.#table.drop();
  }
}

const encode = (key: Key): Buffer => (isPart(key) ? tupleKey(key) : tupleKey(...key));

const isPart = (key: Key): key is KeyPart => !Array.isArray(key);

function rangeOf({ under = [], startingWith, after, reverse, limit }: ListOptions): Range {
  const prefix = startingWith === undefined ? encode(under) : Buffer.concat([encode(under), textPrefix(startingWith)]);
  const end = prefix.length === 0 ? undefined : keyAfterPrefix(prefix);
  const start = after === undefined ? undefined : encode(after);
  const isInside = start !== undefined && Buffer.compare(start, prefix) >= 0;
  return {
    ...(start !== undefined && isInside && !reverse ? { after: start } : { from: prefix }),
    ...(start !== undefined && reverse ? { before: start } : end === undefined ? {} : { before: end }),
    ...(reverse === undefined ? {} : { reverse }),
    ...(limit === undefined ? {} : { limit }),
  };
}
