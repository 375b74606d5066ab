import { Collection, type ListOptions } from "../../../kernel/store/collection.ts";
import type { Database } from "../../../kernel/store/database.ts";
import type { HistoryEvent } from "./history-event.ts";

/** Events of executions, kept in the chunks in which they came. */
export class HistoryStore {
  readonly #chunks: Collection<readonly HistoryEvent[]>;

  constructor(database: Database) {
    this.#chunks = new Collection(database, "history");
  }

  add(arn: string, events: readonly HistoryEvent[]): void {
    const [first] = events;
    if (first !== undefined) this.#chunks.put([arn, first.id], events);
  }

  /** From the event `from` on, or back from it. */
  *events(arn: string, { from, isReverse = false }: Walk): IterableIterator<HistoryEvent> {
    for (const chunk of this.#chunks.list(this.#rangeOf(arn, { from, isReverse }))) {
      for (const event of isReverse ? [...chunk].reverse() : chunk) {
        if (from === undefined || (isReverse ? event.id <= from : event.id >= from)) yield event;
      }
    }
  }

  #rangeOf(arn: string, { from, isReverse = false }: Walk): ListOptions {
    const all = { under: arn, reverse: isReverse };
    if (from === undefined) return all;
    // Keys are the ids of chunks' first events: half an id stands between two of them.
    const behind = { under: arn, after: [arn, from + 0.5], reverse: true };
    if (isReverse) return behind;
    const [start] = this.#chunks.list({ ...behind, limit: 1 });
    const first = start?.[0]?.id;
    return first === undefined ? all : { ...all, after: [arn, first - 0.5] };
  }
}

interface Walk {
  readonly from?: number | undefined;
  readonly isReverse?: boolean;
}
