import type { Clock } from "@millrace/core";
import { readArn } from "./arns.ts";
import type { Engine, Place } from "./run/engine.ts";
import type { PendingTask, StatesStore } from "./store.ts";

export interface Offer extends Place {
  readonly token: string;
  readonly input: string;
}

interface Waiter {
  readonly take: (task: PendingTask) => void;
}

export interface ActivitiesOptions {
  readonly store: StatesStore;
  readonly engine: Pick<Engine, "isAwaited">;
  readonly clock: Clock;
}

/** Brings tasks of activities and their workers together. Tasks wait in the store, workers in memory. */
export class Activities {
  readonly #options: ActivitiesOptions;
  readonly #waiters = new Map<string, Waiter[]>();

  constructor(options: ActivitiesOptions) {
    this.#options = options;
  }

  offer(arn: string, offer: Offer): void {
    const name = readArn(arn, "activity").parts[0] ?? "";
    const task: PendingTask = { ...offer, at: this.#options.clock.now() };
    const waiter = this.#waiters.get(name)?.shift();
    if (waiter === undefined) this.#options.store.putPending(name, task);
    else waiter.take(task);
  }

  /** A task of the activity; undefined when none comes before the time is up or the worker is gone. */
  take(name: string, waitMs: number, signal: AbortSignal): Promise<PendingTask | undefined> {
    const { store, engine, clock } = this.#options;
    const pending = store.takePending(name, (task) => engine.isAwaited(task));
    if (pending !== undefined) return Promise.resolve(pending);
    return new Promise((resolve) => {
      const waiters = this.#waiters.get(name) ?? [];
      this.#waiters.set(name, waiters);
      const leave = (task: PendingTask | undefined): void => {
        timer.cancel();
        signal.removeEventListener("abort", giveUp);
        const at = waiters.indexOf(waiter);
        if (at >= 0) waiters.splice(at, 1);
        resolve(task);
      };
      const giveUp = (): void => leave(undefined);
      const waiter: Waiter = { take: leave };
      const timer = clock.after(waitMs, giveUp);
      signal.addEventListener("abort", giveUp, { once: true });
      waiters.push(waiter);
    });
  }
}
