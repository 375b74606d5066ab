import { describe, expect, it } from "vitest";
import { Storage } from "../../../kernel/store/storage.ts";
import type { Message, NewMessage, Queue } from "../model.ts";
import { Piles } from "./piles.ts";

const retentionMs = 345_600_000;

const queueOf = (isFifo: boolean): Queue => ({
  ...{ name: "q", id: 1, pile: 2, isFifo, createdAt: 0, modifiedAt: 0, attributes: {}, tags: {} },
});
const messageOf = (body: string, group: string): NewMessage => ({
  ...{ id: body, body, bodyMd5: "", sender: "", sentAt: 0, group },
});

/** What a queue does, done in the plainest way: a list, looked through from the start each time. */
class PlainQueue {
  readonly messages: { body: string; group: string; dueAt: number; inFlight: boolean }[] = [];

  take(isFifo: boolean, now: number, max: number, visibilityMs: number): string[] {
    for (const message of this.messages) {
      if (message.dueAt <= now) message.inFlight = false;
    }
    const held = new Set(this.messages.filter(({ inFlight }) => inFlight).map(({ group }) => group));
    const free = this.messages.filter(({ dueAt, group }) => dueAt <= now && !(isFifo && held.has(group)));
    const taken = (isFifo ? byGroup(free) : free).slice(0, max);
    for (const message of taken) {
      message.dueAt = now + visibilityMs;
      message.inFlight = visibilityMs > 0;
    }
    return taken.map(({ body }) => body);
  }
}

/** The group whose first message is the oldest, whole, then the next one. */
function byGroup<One extends { readonly group: string }>(all: readonly One[]): One[] {
  const groups = [...new Set(all.map(({ group }) => group))];
  return groups.flatMap((group) => all.filter((one) => one.group === group));
}

/** The same steps for the same seed. */
function steps(seed: number): (max: number) => number {
  let state = seed;
  return (max) => {
    state = (state * 1_103_515_245 + 12_345) % 2 ** 31;
    return Math.floor((state / 2 ** 31) * max);
  };
}

/** The piles and the plain queue side by side, given the same to do. */
class Trial {
  readonly #database = Storage.open(":memory:", "none").database("sqs");
  readonly #plain = new PlainQueue();
  readonly #queue: Queue;
  readonly #next: (max: number) => number;
  readonly #inHand: Message[] = [];
  #sequence = 1;
  #piles = this.#open();
  now = 1000;

  constructor(isFifo: boolean, seed: number) {
    this.#queue = queueOf(isFifo);
    this.#next = steps(seed);
  }

  step(): void {
    this.now += this.#next(20);
    const kind = this.#next(10);
    if (kind < 4) this.#add();
    else if (kind < 7) this.#take();
    else if (kind < 9) this.#delete();
    // A run that was killed: nothing that stood in memory only is left.
    else this.#piles = this.#open();
    const { visible, delayed, inFlight } = this.#piles.counts(this.#queue, this.now);
    expect(visible + delayed + inFlight).toBe(this.#plain.messages.length);
    expect(inFlight).toBe(this.#plain.messages.filter((one) => one.inFlight && one.dueAt > this.now).length);
  }

  takeAt(now: number): string[] {
    const taken = this.#piles.take(this.#queue, { now, max: 10, visibilityMs: 1, divert: () => false });
    return taken.map(({ body }) => body);
  }

  #open(): Piles {
    return new Piles(this.#database, () => this.#sequence++);
  }

  #add(): void {
    const [body, group] = [`m${this.#sequence}`, `g${this.#next(4)}`];
    const delayMs = this.#queue.isFifo || this.#next(4) > 0 ? 0 : 1 + this.#next(100);
    this.#piles.add(this.#queue, messageOf(body, group), this.now, delayMs);
    this.#plain.messages.push({ body, group, dueAt: delayMs === 0 ? 0 : this.now + delayMs, inFlight: false });
  }

  #take(): void {
    const [max, visibilityMs] = [1 + this.#next(4), this.#next(5) === 0 ? 0 : 1 + this.#next(120)];
    const taken = this.#piles.take(this.#queue, { now: this.now, max, visibilityMs, divert: () => false });
    const expected = this.#plain.take(this.#queue.isFifo, this.now, max, visibilityMs);
    expect(taken.map(({ body }) => body)).toEqual(expected);
    this.#inHand.push(...taken);
  }

  #delete(): void {
    const [held] = this.#inHand.splice(this.#next(this.#inHand.length), 1);
    const message = this.#piles.find(this.#queue, held?.seq ?? 0);
    if (message === undefined) return;
    this.#piles.delete(this.#queue, message);
    const at = this.#plain.messages.findIndex(({ body }) => body === message.body);
    this.#plain.messages.splice(at, 1);
  }
}

describe("Piles", () => {
  it.each([
    ["a standard queue", false, 1],
    ["a standard queue", false, 2],
    ["a standard queue", false, 3],
    ["a FIFO queue", true, 4],
    ["a FIFO queue", true, 5],
    ["a FIFO queue", true, 6],
  ])("hand out what a plain list would, in %s (isFifo %s, seed %s)", (_, isFifo, seed) => {
    const trial = new Trial(isFifo, seed);

    for (let step = 0; step < 600; step++) trial.step();

    expect(trial.takeAt(trial.now + retentionMs)).toEqual([]);
  });

  it("find new messages behind many that are hidden, in a new run too", () => {
    const database = Storage.open(":memory:", "none").database("sqs");
    const queue = queueOf(false);
    let sequence = 1;
    const open = () => new Piles(database, () => sequence++);
    const piles = open();
    const add = (body: string, delayMs = 0) => piles.add(queue, messageOf(body, ""), 0, delayMs);
    add("first");
    for (let n = 0; n < 600; n++) add(`hidden ${n}`, 1000);
    add("last");

    const taken = open().take(queue, { now: 1, max: 10, visibilityMs: 10, divert: () => false });

    expect(taken.map(({ body }) => body)).toEqual(["first", "last"]);
  });

  it("find a group behind thousands of messages of one that is in flight, in a new run too", () => {
    const database = Storage.open(":memory:", "none").database("sqs");
    const queue = queueOf(true);
    let sequence = 1;
    const open = () => new Piles(database, () => sequence++);
    const piles = open();
    for (let n = 0; n < 2500; n++) piles.add(queue, messageOf(`busy ${n}`, "busy"), 0, 0);
    piles.add(queue, messageOf("other", "other"), 0, 0);
    const take = (from: Piles) => from.take(queue, { now: 1, max: 1, visibilityMs: 10, divert: () => false });
    const [busy] = take(piles);

    const again = open();
    const taken = [take(again), take(again)].flat();

    expect([busy, ...taken].map((message) => message?.body)).toEqual(["busy 0", "other"]);
  });

  it("are empty after a sweep in pieces", () => {
    const database = Storage.open(":memory:", "none").database("sqs");
    const queue = queueOf(true);
    let sequence = 1;
    const piles = new Piles(database, () => sequence++);
    for (let n = 0; n < 50; n++) piles.add(queue, messageOf("x".repeat(n % 2 === 0 ? 1 : 5000), `g${n % 7}`), 0, n % 3);
    piles.take(queue, { now: 1, max: 10, visibilityMs: 10, divert: () => false });

    let pieces = 1;
    while (!piles.sweep(queue.pile, 10)) pieces++;

    expect(pieces).toBeGreaterThan(4);
    for (const table of ["messages", "bodies", "hidden"]) {
      expect([table, database.table(table).count()]).toEqual([table, 0]);
    }
  });
});
