import { Collection } from "../../../kernel/store/collection.ts";
import type { Database } from "../../../kernel/store/database.ts";

/** What was answered for the first of several equal messages. */
export interface Accepted {
  readonly messageId: string;
  readonly sequenceNumber: string;
}

interface Remembered extends Accepted {
  readonly until: number;
}

type Place = readonly [queueId: number, scope: string, deduplicationId: string];

/** https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/using-messagededuplicationid-property.html */
const windowMs = 5 * 60 * 1000;
/** That of now, the one before, in which some still hold, and one to begin with next. */
const generations = 3;

/**
 * The deduplication ids that FIFO queues have seen in the last five minutes. Those of five minutes stand in one table, which
 * goes as a whole when none of them holds any more: nothing has to be deleted one by one.
 */
export class Duplicates {
  readonly #tables: readonly Collection<Remembered>[];
  /** Which five minutes each table is of. */
  readonly #periods: Collection<number>;
  readonly #current = new Map<number, number>();

  constructor(database: Database) {
    this.#tables = Array.from(
      { length: generations },
      (_, at) => new Collection<Remembered>(database, `deduplication ${at}`),
    );
    this.#periods = new Collection(database, "deduplication periods");
  }

  find(queueId: number, scope: string, deduplicationId: string, now: number): Accepted | undefined {
    const period = periodOf(now);
    const place = [queueId, scope, deduplicationId];
    const found = this.#table(period)?.get(place) ?? this.#table(period - 1)?.get(place);
    return found === undefined || found.until <= now ? undefined : found;
  }

  remember(place: Place, accepted: Accepted, now: number): void {
    this.#begun(periodOf(now))?.put(place, { ...accepted, until: now + windowMs });
  }

  /** What it holds of another time is over, as each entry tells. */
  #table(period: number): Collection<Remembered> | undefined {
    return this.#tables[period % generations];
  }

  /** A table that was of another time is emptied first. */
  #begun(period: number): Collection<Remembered> | undefined {
    const table = this.#table(period);
    const slot = period % generations;
    if (this.#current.get(slot) !== period) {
      if (this.#periods.get(slot) !== period) {
        table?.clear();
        this.#periods.put(slot, period);
      }
      this.#current.set(slot, period);
    }
    return table;
  }
}

const periodOf = (now: number): number => Math.floor(now / windowMs);
