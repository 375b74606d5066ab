import { Collection } from "../../../kernel/store/collection.ts";
import type { Database } from "../../../kernel/store/database.ts";
import { type Hidden, type Message, type NewMessage, type Queue, retentionMs } from "../model.ts";
import { type Count, Counts } from "./counts.ts";
import { FifoLine } from "./fifo-line.ts";
import type { Line } from "./line.ts";
import { Recent } from "./recent.ts";
import { StandardLine } from "./standard-line.ts";

/** Longer bodies lie apart, so that receiving a message does not write its body anew. */
const bodyCharactersApart = 4096;
/** Messages that come due are taken up this many at a time: nobody waits long for them. */
const dueAtOnce = 1000;

export interface Taking {
  readonly now: number;
  readonly max: number;
  readonly visibilityMs: number;
  /** Takes a message away that may not be received any more; true when it did. */
  readonly divert: (message: Message) => boolean;
}

/**
 * The messages of all queues. Each lies in a pile under its sequence; what is visible stands in a line, what is delayed or
 * in flight in a table ordered by when it comes due. So each step costs the same however many messages there are.
 */
export class Piles {
  readonly #messages: Collection<Saved>;
  readonly #bodies: Collection<string>;
  readonly #hidden: Collection<Hidden>;
  readonly #standard: StandardLine;
  readonly #fifo: Line;
  readonly #counts: Counts;
  readonly #nextSequence: () => number;
  readonly #recent = new Recent();
  /** Nothing of a pile comes due before this; absent where nobody has looked yet. */
  readonly #quietUntil = new Map<number, number>();

  constructor(database: Database, nextSequence: () => number) {
    this.#messages = new Collection(database, "messages");
    this.#bodies = new Collection(database, "bodies");
    this.#hidden = new Collection(database, "hidden");
    this.#standard = new StandardLine(database, this.#messages);
    this.#fifo = new FifoLine(this.#messages, this.#hidden);
    this.#counts = new Counts(database, (pile) => this.#recount(pile));
    this.#nextSequence = nextSequence;
  }

  /** Puts a message at the end of a queue, visible `delayMs` from now. */
  add(queue: Queue, message: NewMessage, now: number, delayMs: number): Message {
    this.#counts.of(queue.pile);
    const seq = this.#nextSequence();
    const added: Message = {
      ...message,
      seq,
      ...(queue.isFifo ? { sequenceNumber: sequenceNumberOf(seq) } : {}),
      ...(delayMs > 0 ? { dueAt: now + delayMs } : {}),
      ...(delayMs > 0 || !queue.isFifo ? {} : { isInLine: true }),
      isInFlight: false,
      receives: message.receives ?? 0,
      receivesHere: 0,
    };
    if (added.body.length > bodyCharactersApart) this.#bodies.put([queue.pile, seq], added.body);
    this.#save(queue, added);
    if (added.dueAt === undefined) this.#show(queue, added);
    else this.#hide(queue, added, added.dueAt);
    return added;
  }

  /** The messages that a receiver gets, hidden from now on. */
  take(queue: Queue, { now, max, visibilityMs, divert }: Taking): Message[] {
    this.#counts.of(queue.pile);
    this.#wake(queue, now);
    const line = this.#line(queue);
    const taken: Message[] = [];
    while (taken.length < max) {
      const found = line.next(queue.pile, max - taken.length);
      if (found.length === 0) break;
      for (const { seq, group } of found) {
        const message = this.find(queue, seq);
        if (message === undefined) line.remove(queue.pile, seq, group);
        else if (isExpired(queue, message, now)) this.delete(queue, message);
        else if (!divert(message)) taken.push(this.#receive(queue, message, now, visibilityMs));
      }
    }
    if (visibilityMs > 0) return taken;
    return taken.map((message) => this.#reveal(queue, message));
  }

  /** The next visible messages, which stay where they are. */
  peek(queue: Queue, now: number, max: number): Message[] {
    this.#wake(queue, now);
    const places = this.#line(queue).next(queue.pile, max);
    return places.map(({ seq }) => this.find(queue, seq)).filter((message) => message !== undefined);
  }

  find(queue: Queue, seq: number): Message | undefined {
    const recent = this.#recent.get(seq);
    if (recent !== undefined) return recent;
    const found = this.#messages.get([queue.pile, seq]);
    if (found === undefined) return undefined;
    return { ...found, body: found.body ?? this.#bodies.get([queue.pile, seq]) ?? "" };
  }

  /** Hides a message for so long from now on, or shows it at once when that is 0. */
  setVisibility(queue: Queue, message: Message, now: number, visibilityMs: number): void {
    if (visibilityMs === 0) {
      this.#reveal(queue, message);
      return;
    }
    this.#leave(queue, message);
    const hidden = { ...message, dueAt: now + visibilityMs, isInFlight: true, isInLine: false };
    this.#save(queue, hidden);
    this.#hide(queue, hidden, hidden.dueAt);
  }

  delete(queue: Queue, message: Message): void {
    this.#leave(queue, message);
    this.#messages.delete([queue.pile, message.seq]);
    this.#recent.delete(message.seq);
    if (message.body.length > bodyCharactersApart) this.#bodies.delete([queue.pile, message.seq]);
  }

  counts(queue: Queue, now: number): Count {
    this.#wake(queue, now);
    this.#expire(queue, now);
    return this.#counts.of(queue.pile);
  }

  inFlight(queue: Queue): number {
    return this.#counts.of(queue.pile).inFlight;
  }

  /** When something of this queue comes due next, as far as is known; undefined when nothing does. */
  nextDueAt(queue: Queue): number | undefined {
    const [next] = this.#hidden.list({ under: queue.pile, limit: 1 });
    return next?.dueAt;
  }

  /** Removes up to `max` messages of a pile that no queue has any more; true when nothing is left of it. */
  sweep(pile: number, max: number): boolean {
    const messages = [...this.#messages.list({ under: pile, limit: max })];
    for (const { seq, body } of messages) {
      this.#messages.delete([pile, seq]);
      this.#recent.delete(seq);
      if (body === undefined) this.#bodies.delete([pile, seq]);
    }
    const hidden = [...this.#hidden.list({ under: pile, limit: max })];
    for (const { dueAt, seq } of hidden) this.#hidden.delete([pile, dueAt, seq]);
    const isEmpty = [this.#standard, this.#fifo].map((line) => line.sweep(pile, max)).every((isDone) => isDone);
    if (!isEmpty || messages.length === max || hidden.length === max) return false;
    this.#counts.forget(pile);
    this.#quietUntil.delete(pile);
    return true;
  }

  /** Of the newest message of a pile; 0 when it is empty. */
  lastSequence(pile: number): number {
    const [last] = this.#messages.list({ under: pile, reverse: true, limit: 1 });
    return last?.seq ?? 0;
  }

  /** Writes what is counted in memory only, for the next start. */
  stop(): void {
    this.#counts.save();
  }

  #recount(pile: number): Count {
    const count = { visible: 0, delayed: 0, inFlight: 0 };
    for (const { dueAt, isInFlight } of this.#messages.list({ under: pile })) {
      count[dueAt === undefined ? "visible" : isInFlight ? "inFlight" : "delayed"]++;
    }
    return count;
  }

  #receive(queue: Queue, message: Message, now: number, visibilityMs: number): Message {
    this.#leave(queue, message);
    const dueAt = now + visibilityMs;
    const received: Message = {
      ...message,
      dueAt,
      isInFlight: true,
      isInLine: false,
      receives: message.receives + 1,
      receivesHere: message.receivesHere + 1,
      firstReceivedAt: message.firstReceivedAt ?? now,
    };
    this.#save(queue, received);
    this.#hide(queue, received, dueAt);
    return received;
  }

  /** Shows everything that has come due. */
  #wake(queue: Queue, now: number): void {
    if ((this.#quietUntil.get(queue.pile) ?? 0) > now) return;
    const due = [...this.#hidden.list({ under: queue.pile, limit: dueAtOnce })];
    for (const { seq, dueAt } of due) {
      if (dueAt > now) {
        this.#quietUntil.set(queue.pile, dueAt);
        return;
      }
      const message = this.find(queue, seq);
      if (message !== undefined) this.#reveal(queue, message);
      else this.#hidden.delete([queue.pile, dueAt, seq]);
    }
    if (due.length < dueAtOnce) this.#quietUntil.set(queue.pile, Number.POSITIVE_INFINITY);
  }

  #reveal(queue: Queue, message: Message): Message {
    this.#leave(queue, message);
    const { dueAt: _, ...rest } = message;
    const shown = { ...rest, isInFlight: false, isInLine: true };
    this.#save(queue, shown);
    this.#show(queue, shown);
    return shown;
  }

  /** Drops what is older than the queue keeps messages, from the front. */
  #expire(queue: Queue, now: number): void {
    for (let dropped = 0; dropped < dueAtOnce; dropped++) {
      const [first] = this.#line(queue).next(queue.pile, 1);
      const message = first === undefined ? undefined : this.find(queue, first.seq);
      if (message === undefined || !isExpired(queue, message, now)) return;
      this.delete(queue, message);
    }
  }

  #show(queue: Queue, { seq, group = "", isInLine }: Message): void {
    if (isInLine === true) this.#line(queue).add(queue.pile, seq, group);
    else this.#standard.append(queue.pile, seq);
    this.#counts.add(queue.pile, "visible", 1);
  }

  #hide(queue: Queue, { seq, group = "", isInFlight }: Message, dueAt: number): void {
    const closes = queue.isFifo && isInFlight;
    if (closes) this.#fifo.close(queue.pile, group);
    this.#hidden.put([queue.pile, dueAt, seq], { seq, dueAt, ...(closes ? { group } : {}) });
    this.#counts.add(queue.pile, isInFlight ? "inFlight" : "delayed", 1);
    const quietUntil = this.#quietUntil.get(queue.pile);
    if (quietUntil !== undefined && dueAt < quietUntil) this.#quietUntil.set(queue.pile, dueAt);
  }

  /** Takes a message out of where it stands. */
  #leave(queue: Queue, { seq, group = "", dueAt, isInFlight }: Message): void {
    if (dueAt === undefined) {
      this.#line(queue).remove(queue.pile, seq, group);
      this.#counts.add(queue.pile, "visible", -1);
      return;
    }
    if (isInFlight) this.#line(queue).open(queue.pile, group);
    this.#hidden.delete([queue.pile, dueAt, seq]);
    this.#counts.add(queue.pile, isInFlight ? "inFlight" : "delayed", -1);
  }

  #save(queue: Queue, message: Message): void {
    const { body, ...rest } = message;
    const isApart = body.length > bodyCharactersApart;
    this.#messages.put([queue.pile, message.seq], isApart ? rest : message);
    if (!isApart) this.#recent.set(message);
  }

  #line(queue: Queue): Line {
    return queue.isFifo ? this.#fifo : this.#standard;
  }
}

type Saved = Omit<Message, "body"> & Partial<Pick<Message, "body">>;

const isExpired = (queue: Queue, message: Message, now: number): boolean => message.sentAt + retentionMs(queue) <= now;

/** Twenty digits that grow, as AWS's. */
const sequenceNumberOf = (seq: number): string => `188${String(seq).padStart(17, "0")}`;
