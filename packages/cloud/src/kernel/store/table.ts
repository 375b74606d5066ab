/** An ordered map from binary keys (compared byte by byte) to text. Writes of one event-loop turn commit together. */
export interface Table {
  get(key: Uint8Array): string | undefined;
  put(key: Uint8Array, value: string): void;
  /** True when there was something to delete. */
  delete(key: Uint8Array): boolean;
  /** Entries of a range in key order. Safe to write to the table between steps. */
  range(range?: Range): IterableIterator<Entry>;
  /** The values of a range alone, at half the cost. */
  values(range?: Range): IterableIterator<string>;
  count(): number;
  /** Removes the table and everything in it. */
  drop(): void;
}

export interface Entry {
  readonly key: Buffer;
  readonly value: string;
}

export interface Range {
  /** First key, inclusive. */
  readonly from?: Uint8Array;
  /** Only keys after this one. */
  readonly after?: Uint8Array;
  /** Only keys before this one. */
  readonly before?: Uint8Array;
  /** Last key, inclusive. */
  readonly to?: Uint8Array;
  readonly reverse?: boolean;
  readonly limit?: number;
}
