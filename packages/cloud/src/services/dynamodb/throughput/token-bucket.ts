/** https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/burst-adaptive-capacity.html */
const burstSeconds = 300;

/**
 * Capacity that fills by the second and is kept for five minutes. Whoever finds any left is let in and may take more than
 * there is: what a request costs is known only when it is done, and those that follow wait until the debt is paid.
 */
export class TokenBucket {
  #left: number;
  #filledAt: number;

  /** Starts with one second's worth: what is new has saved nothing yet. */
  constructor(perSecond: number, since: number) {
    this.#left = perSecond;
    this.#filledAt = since;
  }

  /** Of what is left after it was filled at its present rate. */
  isEmpty(perSecond: number, now: number): boolean {
    const filled = this.#left + ((now - this.#filledAt) / 1000) * perSecond;
    this.#left = Math.min(filled, perSecond * burstSeconds);
    this.#filledAt = now;
    return this.#left <= 0;
  }

  take(units: number): void {
    this.#left -= units;
  }
}
