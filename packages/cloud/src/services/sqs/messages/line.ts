import { Collection } from "../../../kernel/store/collection.ts";
import type { Database } from "../../../kernel/store/database.ts";

export interface Place {
  readonly seq: number;
  readonly group: string;
}

/** The visible messages of a pile, in the order in which they are to be received. */
export interface Line {
  add(pile: number, seq: number, group: string): void;
  remove(pile: number, seq: number, group: string): void;
  /** The next ones, up to `max`; asked again once all of them have left the line. */
  next(pile: number, max: number): Place[];
  /** Nobody receives of this group until it is opened as often as it was closed. */
  close(pile: number, group: string): void;
  open(pile: number, group: string): void;
  /** Removes up to `max` entries of a pile that nobody uses any more; true when nothing is left. */
  sweep(pile: number, max: number): boolean;
}

/**
 * Of FIFO queues: the oldest of all groups of which nothing is in flight. Each open group that has messages stands in
 * `heads` with its first one, so that groups that are closed cost nothing to pass over.
 */
export class FifoLine implements Line {
  readonly #places: Collection<Place>;
  readonly #heads: Collection<Place>;
  readonly #closed: Collection<{ readonly group: string; readonly times: number }>;

  constructor(database: Database) {
    this.#places = new Collection(database, "visible by group");
    this.#heads = new Collection(database, "heads of groups");
    this.#closed = new Collection(database, "closed groups");
  }

  add(pile: number, seq: number, group: string): void {
    if (!this.#closed.has([pile, group])) {
      const first = this.#first(pile, group);
      if (first === undefined || seq < first) this.#changeHead(pile, group, first, seq);
    }
    this.#places.put([pile, group, seq], { seq, group });
  }

  remove(pile: number, seq: number, group: string): void {
    const isHead = !this.#closed.has([pile, group]) && this.#first(pile, group) === seq;
    this.#places.delete([pile, group, seq]);
    if (isHead) this.#changeHead(pile, group, seq, this.#first(pile, group));
  }

  next(pile: number, max: number): Place[] {
    const [head] = this.#heads.list({ under: pile, limit: 1 });
    if (head === undefined) return [];
    return [...this.#places.list({ under: [pile, head.group], limit: max })];
  }

  close(pile: number, group: string): void {
    const times = this.#closed.get([pile, group])?.times ?? 0;
    const first = this.#first(pile, group);
    if (times === 0 && first !== undefined) this.#heads.delete([pile, first]);
    this.#closed.put([pile, group], { group, times: times + 1 });
  }

  open(pile: number, group: string): void {
    const times = this.#closed.get([pile, group])?.times ?? 1;
    if (times > 1) {
      this.#closed.put([pile, group], { group, times: times - 1 });
      return;
    }
    this.#closed.delete([pile, group]);
    const first = this.#first(pile, group);
    if (first !== undefined) this.#heads.put([pile, first], { seq: first, group });
  }

  sweep(pile: number, max: number): boolean {
    const places = [...this.#places.list({ under: pile, limit: max })];
    for (const { seq, group } of places) this.#places.delete([pile, group, seq]);
    const heads = [...this.#heads.list({ under: pile, limit: max })];
    for (const { seq } of heads) this.#heads.delete([pile, seq]);
    const closed = [...this.#closed.list({ under: pile, limit: max })];
    for (const { group } of closed) this.#closed.delete([pile, group]);
    return Math.max(places.length, heads.length, closed.length) < max;
  }

  #changeHead(pile: number, group: string, before: number | undefined, after: number | undefined): void {
    if (before !== undefined) this.#heads.delete([pile, before]);
    if (after !== undefined) this.#heads.put([pile, after], { seq: after, group });
  }

  #first(pile: number, group: string): number | undefined {
    const [first] = this.#places.list({ under: [pile, group], limit: 1 });
    return first?.seq;
  }
}
