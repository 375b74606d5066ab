import type { ServerResponse } from "node:http";
import type { Clock } from "@millrace/core";

/** How long requests that were there first may go on. */
const graceMs = 3000;

/** Holds requests back while nobody can be served. */
export class Pause {
  readonly #clock: Clock;
  #underway = 0;
  #held: (() => void)[] | undefined;
  #onQuiet: (() => void) | undefined;

  /** `clock` tells real time. */
  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** Serves a request, at once or when the pause is over. */
  admit(response: ServerResponse, serve: () => void): void {
    if (this.#held !== undefined) {
      this.#held.push(() => this.admit(response, serve));
      return;
    }
    this.#underway += 1;
    response.on("close", () => {
      this.#underway -= 1;
      if (this.#underway <= 1) this.#onQuiet?.();
    });
    serve();
  }

  /** Runs `work` for one of the requests once the others are answered, or have had time to be; those that come meanwhile wait. */
  async during<T>(work: () => Promise<T>): Promise<T> {
    const held: (() => void)[] = [];
    this.#held = held;
    try {
      if (this.#underway > 1) await this.#quiet();
      return await work();
    } finally {
      this.#held = undefined;
      for (const serve of held) serve();
    }
  }

  #quiet(): Promise<void> {
    return new Promise((resolve) => {
      const timer = this.#clock.after(graceMs, resolve);
      this.#onQuiet = () => {
        timer.cancel();
        resolve();
      };
    });
  }
}
