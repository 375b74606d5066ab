import type { Clock, Timer } from "@millrace/core";
import { noTransaction } from "./errors.ts";
import type { Session } from "./session.ts";
import type { DatabaseSource } from "./source.ts";

interface Transaction {
  readonly session: Session;
  readonly resourceArn: string;
  timer: Timer;
}

/** https://docs.aws.amazon.com/rdsdataservice/latest/APIReference/API_BeginTransaction.html */
const idleMsMax = 3 * 60_000;
const lifeMsMax = 24 * 3_600_000;

/** Transactions that are open. They live as long as their connections: none outlasts the cloud. */
export class RdsDataStore {
  readonly databases: DatabaseSource;
  readonly #clock: Clock;
  readonly #transactions = new Map<string, Transaction>();

  constructor(databases: DatabaseSource, clock: Clock) {
    this.databases = databases;
    this.#clock = clock;
  }

  get transactionCount(): number {
    return this.#transactions.size;
  }

  addTransaction(id: string, resourceArn: string, session: Session): void {
    this.#transactions.set(id, { session, resourceArn, timer: this.#timer(id, idleMsMax) });
    this.#clock.after(lifeMsMax, () => this.#giveUp(id));
    session.onEnd(() => void this.#forget(id));
  }

  /** Whoever uses a transaction keeps it. Throws TransactionNotFoundException. */
  transaction(id: string, resourceArn: string): Session {
    const found = this.#transactions.get(id);
    if (found === undefined || found.resourceArn !== resourceArn) throw noTransaction(id);
    found.timer.cancel();
    found.timer = this.#timer(id, idleMsMax);
    return found.session;
  }

  /** Ends it for all others at once. */
  takeTransaction(id: string, resourceArn: string): Session {
    const session = this.transaction(id, resourceArn);
    this.#forget(id);
    return session;
  }

  async stop(): Promise<void> {
    await Promise.all([...this.#transactions.keys()].map((id) => this.#giveUp(id)));
  }

  #timer(id: string, ms: number): Timer {
    return this.#clock.after(ms, () => void this.#giveUp(id));
  }

  /** What its connection has not committed is gone with it. */
  async #giveUp(id: string): Promise<void> {
    await this.#forget(id)?.session.end();
  }

  #forget(id: string): Transaction | undefined {
    const transaction = this.#transactions.get(id);
    transaction?.timer.cancel();
    this.#transactions.delete(id);
    return transaction;
  }
}
