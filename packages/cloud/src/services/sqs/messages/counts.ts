import { Collection } from "../../../kernel/store/collection.ts";
import type { Database } from "../../../kernel/store/database.ts";

export interface Count {
  readonly visible: number;
  readonly delayed: number;
  readonly inFlight: number;
}

type Counting = { -readonly [State in keyof Count]: number };

/**
 * How many messages lie in each pile. Counted in memory and written when the cloud stops; a pile that was changed in a run
 * that was killed is counted anew, once, by `recount`.
 */
export class Counts {
  readonly #saved: Collection<Count & { readonly pile: number }>;
  readonly #known = new Map<number, Counting>();
  readonly #recount: (pile: number) => Count;

  constructor(database: Database, recount: (pile: number) => Count) {
    this.#saved = new Collection(database, "counts");
    this.#recount = recount;
  }

  /** To be asked before the pile is changed, if ever: what was written no longer holds then. */
  of(pile: number): Count {
    return this.#count(pile);
  }

  add(pile: number, state: keyof Count, by: 1 | -1): void {
    this.#count(pile)[state] += by;
  }

  save(): void {
    for (const [pile, count] of this.#known) this.#saved.put(pile, { pile, ...count });
  }

  forget(pile: number): void {
    this.#known.delete(pile);
    this.#saved.delete(pile);
  }

  #count(pile: number): Counting {
    let count = this.#known.get(pile);
    if (count === undefined) {
      const { visible, delayed, inFlight } = this.#saved.get(pile) ?? this.#recount(pile);
      count = { visible, delayed, inFlight };
      this.#saved.delete(pile);
      this.#known.set(pile, count);
    }
    return count;
  }
}
