import type { Call, Scope } from "./operation.ts";

export interface Job {
  readonly id: string;
  readonly kind: string;
  readonly payload: unknown;
  /** Times the job has been started before. */
  readonly attempts: number;
  /** When it was added, by the cloud's clock. */
  readonly addedAt: number;
  /**
   * When it came due, by the cloud's clock. What happens again and again counts on from here and not from now: a clock that
   * is moved far at once leaves nothing out.
   */
  readonly dueAt: number;
  readonly scope: Scope;
}

/** `done` removes the job; `retry` runs it again `delayMs` from now, with `payload` in place of the old one if given. */
export type JobOutcome = "done" | { readonly retry: { readonly delayMs: number; readonly payload?: unknown } };

export interface JobHandler<Store> {
  /** Jobs of one lane run at most this many at a time; lanes run side by side. */
  readonly laneConcurrencyMax: number;
  /** A handler that throws is run again after a back-off of 1 s doubling to 60 s. */
  readonly run: (call: Call<Store>, job: Job) => Promise<JobOutcome>;
}
