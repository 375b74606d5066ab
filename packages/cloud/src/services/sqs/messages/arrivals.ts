/** Tells those who wait for messages of a queue that there are some. */
export class Arrivals {
  readonly #waiting = new Map<number, Set<() => void>>();
  #hasEnded = false;

  get hasEnded(): boolean {
    return this.#hasEnded;
  }

  /** Resolves when `announce` is called for this queue, `signal` is aborted, or `end` is called. */
  wait(queueId: number, signal: AbortSignal): { readonly arrived: Promise<void>; readonly end: () => void } {
    let end = (): void => undefined;
    const arrived = new Promise<void>((resolve) => {
      const waiting = this.#waiting.get(queueId) ?? new Set();
      this.#waiting.set(queueId, waiting);
      end = () => {
        waiting.delete(end);
        if (waiting.size === 0 && this.#waiting.get(queueId) === waiting) this.#waiting.delete(queueId);
        signal.removeEventListener("abort", end);
        resolve();
      };
      waiting.add(end);
      signal.addEventListener("abort", end, { once: true });
    });
    return { arrived, end };
  }

  /** Wakes as many as there are messages, the longest waiting first. */
  announce(queueId: number, count = 1): void {
    const waiting = this.#waiting.get(queueId);
    if (waiting === undefined) return;
    let left = count;
    for (const wake of [...waiting]) {
      if (left-- <= 0) return;
      wake();
    }
  }

  /** Wakes everybody, for the end of the program. */
  endAll(): void {
    this.#hasEnded = true;
    for (const waiting of [...this.#waiting.values()]) for (const wake of [...waiting]) wake();
  }
}
