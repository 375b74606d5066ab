import { KeyUses } from "../../data-keys/key-uses.ts";
import type { Scope } from "../../kernel/operation.ts";
import { Collection } from "../../kernel/store/collection.ts";
import type { Database } from "../../kernel/store/database.ts";
import { noSuchQueue } from "./errors.ts";
import { Arrivals } from "./messages/arrivals.ts";
import { Attempts } from "./messages/attempts.ts";
import { Duplicates } from "./messages/duplicates.ts";
import { Piles } from "./messages/piles.ts";
import { type MessageKey, type Queue, queueArn, redrivePolicyOf } from "./model.ts";
import { type MessageMove, Moves } from "./moves/moves.ts";

/** The queues of one account in one region. They are few and asked for at every call: all stay in memory. */
export class SqsStore {
  readonly scope: Scope;
  readonly piles: Piles;
  readonly duplicates: Duplicates;
  readonly attempts: Attempts;
  readonly arrivals = new Arrivals();
  readonly moves: Moves;
  /** By queue and its key. */
  readonly givenKeys = new KeyUses<MessageKey>();
  readonly openedKeys = new KeyUses<true>();
  readonly #saved: Collection<Queue>;
  readonly #queues: Map<string, Queue>;
  /** When queues of these names were deleted. */
  readonly #deletions: Collection<number>;
  #sequence: number;

  constructor(database: Database, scope: Scope, now: number) {
    this.scope = scope;
    this.#saved = new Collection(database, "queues");
    this.#queues = new Map([...this.#saved.list()].map((queue) => [queue.name, queue]));
    this.#deletions = new Collection(database, "deletions");
    this.piles = new Piles(database, () => this.nextSequence());
    this.duplicates = new Duplicates(database);
    this.attempts = new Attempts(this.piles);
    this.moves = new Moves(new Collection<MessageMove>(database, "moves"));
    // Those of an earlier run are smaller, as nothing takes less than a microsecond, unless the clock was set back since.
    const used = [...this.#queues.values()].map(({ id, pile }) => Math.max(id, pile, this.piles.lastSequence(pile)));
    this.#sequence = used.reduce((last, one) => Math.max(last, one + 1), now * 1000);
  }

  stop(): void {
    this.arrivals.endAll();
    this.piles.stop();
  }

  /** Grows with every call, over restarts too. */
  nextSequence(): number {
    return this.#sequence++;
  }

  /** Throws QueueDoesNotExist. */
  queue(name: string): Queue {
    const queue = this.#queues.get(name);
    if (queue === undefined) throw noSuchQueue();
    return queue;
  }

  find(name: string): Queue | undefined {
    return this.#queues.get(name);
  }

  /** Undefined for queues of other accounts and regions too. */
  findByArn(arn: string): Queue | undefined {
    const name = arn.slice(arn.lastIndexOf(":") + 1);
    return arn === queueArn(this.scope, name) ? this.#queues.get(name) : undefined;
  }

  queues(prefix = ""): IterableIterator<Queue> {
    return this.#saved.list({ startingWith: prefix });
  }

  /** The queues that send what they cannot get rid of to `arn`. */
  sourcesOf(arn: string): Queue[] {
    const sources = [...this.#queues.values()].filter((queue) => redrivePolicyOf(queue)?.deadLetterTargetArn === arn);
    return sources.sort((a, b) => (a.name < b.name ? -1 : 1));
  }

  put(queue: Queue): void {
    this.#queues.set(queue.name, queue);
    this.#saved.put(queue.name, queue);
  }

  delete(queue: Queue, now: number): void {
    this.#queues.delete(queue.name);
    this.#saved.delete(queue.name);
    this.#deletions.put(queue.name, now);
  }

  deletedAt(name: string): number | undefined {
    return this.#deletions.get(name);
  }

  forgetDeletion(name: string): void {
    this.#deletions.delete(name);
  }
}
