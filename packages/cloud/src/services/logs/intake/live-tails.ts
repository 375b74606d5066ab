import type { StoredEvent } from "../model.ts";

export interface Tail {
  readonly isWanted: (group: string, event: StoredEvent) => boolean;
  readonly take: (group: string, event: StoredEvent) => void;
}

/** Who watches events as they come. */
export class LiveTails {
  readonly #tails = new Set<Tail>();

  add(tail: Tail): void {
    this.#tails.add(tail);
  }

  remove(tail: Tail): void {
    this.#tails.delete(tail);
  }

  tell(group: string, events: readonly StoredEvent[]): void {
    for (const tail of this.#tails) {
      for (const event of events) if (tail.isWanted(group, event)) tail.take(group, event);
    }
  }
}
