import { Collection } from "../../kernel/store/collection.ts";
import type { Database } from "../../kernel/store/database.ts";
import { transactionTokenMs } from "./limits.ts";

/** More than one, so that the old ones are gone some day. */
const forgottenAtOnce = 4;

/** The client tokens of transactions that were carried out lately, and what each stands for. */
export class TransactionTokens {
  readonly #tokens: Collection<{ readonly fingerprint: string; readonly until: number }>;
  readonly #times: Collection<{ readonly until: number; readonly token: string }>;

  constructor(database: Database) {
    this.#tokens = new Collection(database, "transaction-tokens");
    this.#times = new Collection(database, "transaction-token-times");
  }

  /** The fingerprint of the transaction that a token stands for, while it is remembered. */
  find(token: string, now: number): string | undefined {
    const known = this.#tokens.get(token);
    return known !== undefined && known.until > now ? known.fingerprint : undefined;
  }

  /** Remembers a token, and forgets those whose time is over. */
  keep(token: string, fingerprint: string, now: number): void {
    const until = now + transactionTokenMs;
    for (const old of this.#times.list({ limit: forgottenAtOnce })) {
      if (old.until > now) break;
      this.#times.delete([old.until, old.token]);
      if ((this.#tokens.get(old.token)?.until ?? 0) <= now) this.#tokens.delete(old.token);
    }
    this.#tokens.put(token, { fingerprint, until });
    this.#times.put([until, token], { until, token });
  }
}
