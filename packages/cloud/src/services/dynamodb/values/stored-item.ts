import { RawJson } from "@millrace/wire";
import type { Item } from "./attribute-value.ts";
import { itemBytes } from "./size.ts";

/**
 * An item as a table holds it: its size in digits, then its JSON. So a read that wants neither a part nor a test needs no
 * parsing, and pages and capacity are counted without looking inside.
 */
export class StoredItem {
  readonly bytes: number;
  readonly json: string;
  #item: Item | undefined;

  private constructor(bytes: number, json: string, item: Item | undefined) {
    this.bytes = bytes;
    this.json = json;
    this.#item = item;
  }

  static of(item: Item): StoredItem {
    return new StoredItem(itemBytes(item), JSON.stringify(item), item);
  }

  static parse(row: string): StoredItem {
    let bytes = 0;
    let at = 0;
    for (let code = row.charCodeAt(0); code !== openingBrace; code = row.charCodeAt(++at))
      bytes = bytes * 10 + code - 48;
    return new StoredItem(bytes, row.slice(at), undefined);
  }

  get item(): Item {
    this.#item ??= JSON.parse(this.json) as Item;
    return this.#item;
  }

  get row(): string {
    return this.bytes + this.json;
  }
}

const openingBrace = 123;

/**
 * Stored text as part of an answer. The gateway sends it as it stands, callers inside the cloud get it parsed: for both it
 * is what its type says.
 */
export const itemOutput = (stored: StoredItem): Item => new RawJson(stored.json) as unknown as Item;

export const itemsOutput = (items: readonly StoredItem[]): readonly Item[] =>
  new RawJson(`[${items.map(({ json }) => json).join(",")}]`) as unknown as readonly Item[];
