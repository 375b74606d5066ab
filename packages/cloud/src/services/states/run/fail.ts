import type { JsonObject } from "../json.ts";
import { catcherOf, retryOf } from "./handlers.ts";
import type { Run } from "./run.ts";
import { StateFailure, StateMistake } from "./state-failure.ts";
import { finishCaught } from "./state-io.ts";
import { type Host, Step } from "./step.ts";
import type { Thread } from "./thread.ts";

/** Says in which state a mistake was found, and writes down that an expression failed. Other errors are ours. */
export function failureFrom(error: unknown, run: Run, thread: Thread): StateFailure {
  if (error instanceof StateFailure) return error;
  if (!(error instanceof StateMistake)) throw error;
  const cause = `An error occurred while executing the state '${thread.state}' (entered at the event id #${thread.enteredEventId}). ${error.message}`;
  if (error.error === "States.QueryEvaluationError") {
    const { location } = error;
    const details = { error: error.error, cause, state: thread.state, ...(location === undefined ? {} : { location }) };
    // Observed: what fails before anything was done follows what the state itself follows; only a Wait is further.
    const isEarly = thread.lastEventId === thread.enteredEventId && run.stateOf(thread).Type !== "Wait";
    run.record(thread, "EvaluationFailed", details, isEarly ? { previousId: thread.enteredPreviousId } : {});
  }
  return new StateFailure(error.error, cause);
}

export interface Failing {
  /** A branch or iteration failed, or the items did: the group says so before it hands on. */
  readonly isGroup: boolean;
}

/** The state of a thread has failed: it is tried again, or its error is caught, or the thread fails with it. */
export async function failState(
  host: Host,
  run: Run,
  thread: Thread,
  failure: StateFailure,
  failing: Failing,
): Promise<void> {
  const state = run.stateOf(thread);
  const retry = retryOf(state, failure, thread.attempts, host.ids);
  if (retry !== undefined) {
    reset(run, thread);
    thread.attempts[retry.index] = (thread.attempts[retry.index] ?? 0) + 1;
    for (let at = 0; at < retry.index; at++) thread.attempts[at] ??= 0;
    thread.status = "waiting";
    thread.dueAt = host.now() + retry.delayMs;
    host.schedule(run, thread);
    return;
  }
  if (failing.isGroup && (state.Type === "Map" || state.Type === "Parallel"))
    run.record(thread, `${state.Type}StateFailed`);
  const caught = catcherOf(state, failure);
  if (caught === undefined) return failThread(host, run, thread, failure);
  const [catcher] = caught;
  const step = new Step(host, run, thread);
  try {
    const { language } = step;
    const finished = await finishCaught(catcher, {
      language,
      scopes: step.scope(),
      errorOutput: errorOutputOf(failure),
    });
    reset(run, thread);
    step.leave(finished, catcher.Next);
  } catch (error) {
    await failThread(host, run, thread, failureFrom(error, run, thread));
  }
}

export const errorOutputOf = ({ error, errorCause }: StateFailure): JsonObject => ({
  Error: error ?? null,
  Cause: errorCause ?? null,
});

function reset(run: Run, thread: Thread): void {
  run.prune(thread);
  thread.group = undefined;
  thread.task = undefined;
  thread.mapRunArn = undefined;
  thread.visit++;
}

/** Nothing handles the error: the thread's group fails with it, or the execution. */
async function failThread(host: Host, run: Run, thread: Thread, failure: StateFailure): Promise<void> {
  thread.status = "failed";
  thread.visit++;
  const parent = thread.parent === undefined ? undefined : run.threads.get(thread.parent);
  if (parent === undefined) {
    const { error, errorCause: cause } = failure;
    return host.end(run, { status: "FAILED", error, cause });
  }
  if (run.stateOf(parent).Type === "Map") {
    run.record(thread, "MapIterationFailed", { name: parent.state, index: thread.index }, { isAside: true });
  }
  for (const child of run.childrenOf(parent)) if (child !== thread) abort(host, run, child);
  parent.lastEventId = thread.lastEventId;
  await failState(host, run, parent, failure, { isGroup: true });
}

/** Stops a thread and everything below it where it is. */
export function abort(host: Host, run: Run, thread: Thread): void {
  for (const child of run.childrenOf(thread)) abort(host, run, child);
  // What has not been entered yet is entered by a redrive, as if nothing had been.
  if (thread.status === "failed" || thread.status === "ready") return;
  host.abandon(run, thread);
  thread.status = "aborted";
  thread.dueAt = undefined;
  thread.visit++;
}
