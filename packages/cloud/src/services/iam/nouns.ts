import { Collection } from "../../kernel/store/collection.ts";
import type { Database } from "../../kernel/store/database.ts";

export interface NounOptions<Noun> {
  readonly table: string;
  readonly keyOf: (noun: Noun) => string;
  readonly missing: (key: string) => Error;
  /** Told of every change. */
  readonly changed: () => void;
}

/** The things of one kind that an account has. Keys are compared without case, as IAM compares names. */
export class Nouns<Noun> {
  readonly #kept: Collection<Noun>;
  readonly #options: NounOptions<Noun>;

  constructor(database: Database, options: NounOptions<Noun>) {
    this.#kept = new Collection(database, options.table);
    this.#options = options;
  }

  find(key: string): Noun | undefined {
    return this.#kept.get(key.toLowerCase());
  }

  /** Throws NoSuchEntity. */
  get(key: string): Noun {
    const noun = this.find(key);
    if (noun === undefined) throw this.#options.missing(key);
    return noun;
  }

  /** In the order of their keys. */
  list(): IterableIterator<Noun> {
    return this.#kept.list();
  }

  count(): number {
    return this.#kept.count();
  }

  put(noun: Noun): void {
    this.#kept.put(this.#options.keyOf(noun).toLowerCase(), noun);
    this.#options.changed();
  }

  delete(noun: Noun): void {
    this.#kept.delete(this.#options.keyOf(noun).toLowerCase());
    this.#options.changed();
  }
}
