import { Collection } from "../../../kernel/store/collection.ts";
import type { Database } from "../../../kernel/store/database.ts";

export interface Seen {
  readonly messageId: string;
  readonly sequenceNumber: string;
}

/** https://docs.aws.amazon.com/sns/latest/dg/fifo-message-dedup.html */
const windowMs = 5 * 60 * 1000;
const forgottenAtOnce = 4;

type Place = readonly [topic: string, scope: string, deduplicationId: string];

/** What FIFO topics have taken in the last five minutes. */
export class SeenMessages {
  readonly #seen: Collection<Seen & { readonly until: number }>;
  readonly #ends: Collection<{ readonly until: number; readonly place: Place }>;

  constructor(database: Database) {
    this.#seen = new Collection(database, "seen messages");
    this.#ends = new Collection(database, "seen messages by end");
  }

  find(place: Place, now: number): Seen | undefined {
    const found = this.#seen.get(place);
    return found === undefined || found.until <= now ? undefined : found;
  }

  add(place: Place, seen: Seen, now: number): void {
    for (const { until, place: old } of this.#ends.list({ limit: forgottenAtOnce })) {
      if (until > now) break;
      this.#ends.delete([until, ...old]);
      if ((this.#seen.get(old)?.until ?? 0) <= now) this.#seen.delete(old);
    }
    const until = now + windowMs;
    this.#seen.put(place, { ...seen, until });
    this.#ends.put([until, ...place], { until, place });
  }
}
