import { Collection } from "../../../kernel/store/collection.ts";
import type { Database } from "../../../kernel/store/database.ts";
import type { Message } from "../model.ts";
import type { Line, Place } from "./line.ts";

type Row = Pick<Message, "seq" | "dueAt" | "isInLine">;

/** How far a pile has been looked through, and the new messages that were found there. */
interface Front {
  until: number;
  found: number[];
  /** There are no others. */
  isComplete: boolean;
}

/** Known by heart of each pile: enough that few receives have to look into the table. */
const foundMax = 256;

/**
 * Of standard queues: the oldest first. Most messages are taken in the order in which they came, so new ones are not written
 * down here: they are those behind the last one taken. Only what becomes visible later stands in a table.
 */
export class StandardLine implements Line {
  readonly #messages: Collection<Row>;
  readonly #places: Collection<number>;
  readonly #fronts = new Map<number, Front>();
  /** Piles of which nothing stands in the table. */
  readonly #withoutPlaces = new Set<number>();

  constructor(database: Database, messages: Collection<Row>) {
    this.#messages = messages;
    this.#places = new Collection(database, "visible");
  }

  add(pile: number, seq: number): void {
    this.#withoutPlaces.delete(pile);
    this.#places.put([pile, seq], seq);
  }

  /** A new message, behind all others. */
  append(pile: number, seq: number): void {
    const front = this.#front(pile);
    if (front.isComplete && front.found.length < foundMax) {
      front.found.push(seq);
      front.until = seq;
    } else front.isComplete = false;
  }

  remove(pile: number, seq: number): void {
    const front = this.#front(pile);
    const at = front.found[0] === seq ? 0 : front.found.indexOf(seq);
    if (at === 0) front.found.shift();
    else if (at > 0) front.found.splice(at, 1);
    else if (!this.#withoutPlaces.has(pile)) this.#places.delete([pile, seq]);
  }

  next(pile: number, max: number): Place[] {
    const returned = this.#returned(pile, max);
    const all = returned.length === 0 ? this.#fresh(pile, max) : [...returned, ...this.#fresh(pile, max)];
    return all
      .sort((a, b) => a - b)
      .slice(0, max)
      .map((seq) => ({ seq, group: "" }));
  }

  close(): void {}

  open(): void {}

  sweep(pile: number, max: number): boolean {
    this.#fronts.delete(pile);
    const found = this.#returned(pile, max);
    for (const seq of found) this.#places.delete([pile, seq]);
    if (found.length < max) this.#withoutPlaces.delete(pile);
    return found.length < max;
  }

  #returned(pile: number, max: number): number[] {
    if (this.#withoutPlaces.has(pile)) return [];
    const found = [...this.#places.list({ under: pile, limit: max })];
    if (found.length === 0) this.#withoutPlaces.add(pile);
    return found;
  }

  #fresh(pile: number, max: number): number[] {
    const front = this.#front(pile);
    while (!front.isComplete && front.found.length < max) this.#lookFurther(pile, front);
    return front.found.slice(0, max);
  }

  #lookFurther(pile: number, front: Front): void {
    const limit = foundMax - front.found.length;
    let rows = 0;
    for (const { seq, dueAt, isInLine } of this.#messages.list({ under: pile, after: [pile, front.until], limit })) {
      if (dueAt === undefined && isInLine !== true) front.found.push(seq);
      front.until = seq;
      rows++;
    }
    front.isComplete = rows < limit;
  }

  #front(pile: number): Front {
    let front = this.#fronts.get(pile);
    if (front === undefined) {
      front = { until: 0, found: [], isComplete: false };
      this.#fronts.set(pile, front);
    }
    return front;
  }
}
