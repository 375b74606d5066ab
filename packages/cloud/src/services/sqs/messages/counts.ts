import { Collection } from "../../../kernel/store/collection.ts";
import type { Database } from "../../../kernel/store/database.ts";

export interface Count {
  readonly visible: number;
  readonly delayed: number;
  readonly inFlight: number;
}

const none: Count = { visible: 0, delayed: 0, inFlight: 0 };

/** How many messages lie in each pile. Counted in memory, and written once for all changes of one turn. */
export class Counts {
  readonly #database: Database;
  readonly #saved: Collection<Count>;
  readonly #known = new Map<number, { -readonly [State in keyof Count]: number }>();
  readonly #changed = new Set<number>();

  constructor(database: Database) {
    this.#database = database;
    this.#saved = new Collection(database, "counts");
  }

  of(pile: number): Count {
    return this.#count(pile);
  }

  add(pile: number, state: keyof Count, by: 1 | -1): void {
    this.#count(pile)[state] += by;
    if (this.#changed.size === 0) this.#database.beforeCommit(() => this.#save());
    this.#changed.add(pile);
  }

  forget(pile: number): void {
    this.#known.delete(pile);
    this.#changed.delete(pile);
    this.#saved.delete(pile);
  }

  #count(pile: number): { -readonly [State in keyof Count]: number } {
    let count = this.#known.get(pile);
    if (count === undefined) {
      count = { ...(this.#saved.get(pile) ?? none) };
      this.#known.set(pile, count);
    }
    return count;
  }

  #save(): void {
    for (const pile of this.#changed) {
      const count = this.#known.get(pile);
      if (count !== undefined) this.#saved.put(pile, count);
    }
    this.#changed.clear();
  }
}
