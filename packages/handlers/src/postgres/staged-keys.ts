import type { Item } from "@millrace/pipeline";

/** Beyond these nobody counts: a unit is rarely as large. */
const countedMax = 200_000;

/** Whether the rows of a unit have each key once, which spares the database from sorting them. */
export class StagedKeys {
  readonly #columns: readonly string[];
  #seen: Set<string> | undefined = new Set();

  constructor(columns: readonly string[]) {
    this.#columns = columns;
  }

  /** Only texts are one key where they are written alike, and two where they are not. */
  areOnce(types: ReadonlyMap<string, string>): boolean {
    return this.#seen !== undefined && this.#columns.every((column) => types.get(column) === "text");
  }

  note(items: readonly Item[]): void {
    const seen = this.#seen;
    if (seen === undefined) return;
    const before = seen.size;
    for (const item of items) seen.add(this.#textOf(item));
    if (seen.size < before + items.length || seen.size > countedMax) this.#seen = undefined;
  }

  #textOf(item: Item): string {
    const [column = ""] = this.#columns;
    const value = item[column];
    if (this.#columns.length === 1 && typeof value === "string") return value;
    return JSON.stringify(this.#columns.map((name) => String(item[name])));
  }
}
