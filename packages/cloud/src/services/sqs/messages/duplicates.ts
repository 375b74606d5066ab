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
/** What is forgotten at each new message: more than one, so that no more than five minutes of messages are kept. */
const forgottenAtOnce = 4;

/** The deduplication ids that FIFO queues have seen in the last five minutes. */
export class Duplicates {
  readonly #seen: Collection<Remembered>;
  readonly #ends: Collection<{ readonly until: number; readonly place: Place }>;

  constructor(database: Database) {
    this.#seen = new Collection(database, "deduplication");
    this.#ends = new Collection(database, "deduplication ends");
  }

  find(queueId: number, scope: string, deduplicationId: string, now: number): Accepted | undefined {
    const found = this.#seen.get([queueId, scope, deduplicationId]);
    return found === undefined || found.until <= now ? undefined : found;
  }

  remember(place: Place, accepted: Accepted, now: number): void {
    this.#forget(now);
    const until = now + windowMs;
    this.#seen.put(place, { ...accepted, until });
    this.#ends.put([until, ...place], { until, place });
  }

  #forget(now: number): void {
    for (const { until, place } of this.#ends.list({ limit: forgottenAtOnce })) {
      if (until > now) return;
      this.#ends.delete([until, ...place]);
      if ((this.#seen.get(place)?.until ?? 0) <= now) this.#seen.delete(place);
    }
  }
}
