/** The only home of time. Everything that waits or asks what time it is takes one of these. */
export interface Clock {
  /** Milliseconds since the epoch. */
  now(): number;
  /** Runs `run` once, `delayMs` from now on this clock. A delay of 0 or less runs on the next turn. */
  after(delayMs: number, run: () => void): Timer;
}

export interface Timer {
  cancel(): void;
}

/** Node fires a longer timeout at once, so longer waits are made of several (see setTimeout in Node's timers page). */
const timeoutMsMax = 2 ** 31 - 1;

/** Real time, which nobody can move. */
export const wallClock: Clock = {
  now: () => Date.now(),
  after(delayMs, run) {
    let handle: NodeJS.Timeout;
    const wait = (leftMs: number): void => {
      const stepMs = Math.min(Math.max(leftMs, 0), timeoutMsMax);
      handle = setTimeout(() => (leftMs > stepMs ? wait(leftMs - stepMs) : run()), stepMs);
    };
    wait(delayMs);
    return { cancel: () => clearTimeout(handle) };
  },
};

/** A clock that stands still, whose timers never fire by themselves. Under a MovableClock it makes time a test's own. */
export function frozenClock(now: number): Clock {
  return { now: () => now, after: () => ({ cancel: () => undefined }) };
}

interface Waiting {
  readonly at: number;
  readonly order: number;
  readonly run: () => void;
}

/** Follows another clock at a distance that only ever grows: `advance` moves time, and everything due runs in order. */
export class MovableClock implements Clock {
  readonly #base: Clock;
  #offsetMs = 0;
  #order = 0;
  readonly #waiting = new Set<Waiting>();
  #next: { readonly at: number; readonly timer: Timer } | undefined;

  constructor(base: Clock, offsetMs = 0) {
    this.#base = base;
    this.#offsetMs = offsetMs;
  }

  get offsetMs(): number {
    return this.#offsetMs;
  }

  now(): number {
    return this.#base.now() + this.#offsetMs;
  }

  after(delayMs: number, run: () => void): Timer {
    const waiting = { at: this.now() + Math.max(0, delayMs), order: this.#order++, run };
    this.#waiting.add(waiting);
    if (this.#next === undefined || waiting.at < this.#next.at) this.#arm();
    return {
      cancel: () => {
        if (this.#waiting.delete(waiting) && this.#waiting.size === 0) this.#arm();
      },
    };
  }

  /** Moves time forward by `ms` and runs what has come due, each at its own time. */
  advance(ms: number): void {
    if (!(ms >= 0)) throw new RangeError(`Cannot move the clock by ${ms} ms: expected 0 or more`);
    const target = this.now() + ms;
    for (let due = this.#earliest(); due !== undefined && due.at <= target; due = this.#earliest()) {
      this.#offsetMs += Math.max(0, due.at - this.now());
      this.#fire(due);
    }
    this.#offsetMs += Math.max(0, target - this.now());
    this.#arm();
  }

  #fire(waiting: Waiting): void {
    this.#waiting.delete(waiting);
    waiting.run();
  }

  #earliest(): Waiting | undefined {
    let first: Waiting | undefined;
    for (const waiting of this.#waiting) {
      if (first === undefined || waiting.at < first.at || (waiting.at === first.at && waiting.order < first.order)) {
        first = waiting;
      }
    }
    return first;
  }

  #arm(): void {
    this.#next?.timer.cancel();
    const first = this.#earliest();
    this.#next =
      first === undefined
        ? undefined
        : { at: first.at, timer: this.#base.after(first.at - this.now(), () => this.#runDue()) };
  }

  #runDue(): void {
    this.#next = undefined;
    for (let due = this.#earliest(); due !== undefined && due.at <= this.now(); due = this.#earliest()) this.#fire(due);
    this.#arm();
  }
}

/** Resolves `delayMs` from now on `clock`; rejects with the signal's reason when it is aborted first. */
export function sleep(clock: Clock, delayMs: number, signal?: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    if (signal?.aborted) return reject(signal.reason);
    const abort = (): void => {
      timer.cancel();
      reject(signal?.reason);
    };
    const timer = clock.after(delayMs, () => {
      signal?.removeEventListener("abort", abort);
      resolve();
    });
    signal?.addEventListener("abort", abort, { once: true });
  });
}
