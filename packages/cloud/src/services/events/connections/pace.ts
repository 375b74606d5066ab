import type { Clock } from "@millrace/core";

/** Beyond these all begin anew. */
const destinationsMax = 1_000;

/** Turns of calls to API destinations: of each never more in a second than it takes. */
export class Pace {
  /** By destination: when its next call may go. */
  readonly #free = new Map<string, number>();
  readonly #clock: Clock;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** Waits for a turn. */
  async turn(destinationId: string, ratePerSecond: number): Promise<void> {
    const now = this.#clock.now();
    const at = Math.max(now, this.#free.get(destinationId) ?? now);
    if (this.#free.size >= destinationsMax) this.#free.clear();
    this.#free.set(destinationId, at + 1000 / ratePerSecond);
    if (at > now) await new Promise<void>((resolve) => this.#clock.after(at - now, resolve));
  }
}
