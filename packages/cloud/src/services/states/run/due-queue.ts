import type { Clock, Timer } from "@millrace/core";

export interface Due {
  readonly at: number;
  readonly executionArn: string;
  /** 0 stands for the whole execution. */
  readonly threadId: number;
}

/** What is due when: a heap with one timer of the cloud's clock, however many executions wait. */
export class DueQueue {
  readonly #clock: Clock;
  readonly #fire: (due: Due) => void;
  readonly #heap: Due[] = [];
  #timer: { readonly at: number; readonly timer: Timer } | undefined;
  #isStopped = false;

  constructor(clock: Clock, fire: (due: Due) => void) {
    this.#clock = clock;
    this.#fire = fire;
  }

  add(due: Due): void {
    this.#heap.push(due);
    this.#up(this.#heap.length - 1);
    this.#arm();
  }

  stop(): void {
    this.#isStopped = true;
    this.#timer?.timer.cancel();
  }

  #arm(): void {
    const first = this.#heap[0];
    if (this.#isStopped || first === undefined) return;
    if (this.#timer !== undefined && this.#timer.at <= first.at) return;
    this.#timer?.timer.cancel();
    const timer = this.#clock.after(first.at - this.#clock.now(), () => this.#run());
    this.#timer = { at: first.at, timer };
  }

  #run(): void {
    this.#timer = undefined;
    const now = this.#clock.now();
    for (let first = this.#heap[0]; first !== undefined && first.at <= now; first = this.#heap[0]) {
      this.#removeFirst();
      this.#fire(first);
    }
    this.#arm();
  }

  #removeFirst(): void {
    const last = this.#heap.pop();
    if (last === undefined || this.#heap.length === 0) return;
    this.#heap[0] = last;
    this.#down(0);
  }

  #up(from: number): void {
    for (let at = from; at > 0; ) {
      const parent = (at - 1) >> 1;
      if (this.#atOf(parent) <= this.#atOf(at)) return;
      this.#swap(at, parent);
      at = parent;
    }
  }

  #down(from: number): void {
    for (let at = from; ; ) {
      const left = at * 2 + 1;
      const smaller = this.#atOf(left + 1) < this.#atOf(left) ? left + 1 : left;
      if (this.#atOf(at) <= this.#atOf(smaller)) return;
      this.#swap(at, smaller);
      at = smaller;
    }
  }

  #atOf(index: number): number {
    return this.#heap[index]?.at ?? Number.POSITIVE_INFINITY;
  }

  #swap(one: number, other: number): void {
    const [a, b] = [this.#heap[one], this.#heap[other]];
    if (a === undefined || b === undefined) return;
    this.#heap[one] = b;
    this.#heap[other] = a;
  }
}
