import type { Json } from "../json.ts";
import { finishMap } from "./behaviours/map.ts";
import { beat, finishTask } from "./behaviours/task.ts";
import { failState } from "./fail.ts";
import type { Run } from "./run.ts";
import { StateFailure } from "./state-failure.ts";
import { type Host, Step } from "./step.ts";
import { settleFailure } from "./take-step.ts";
import { recordMapRun, recordTask } from "./task-events.ts";
import { dueOf, type Thread } from "./thread.ts";

/** What a task, or a distributed Map, has come to. */
export type Answer =
  | { readonly kind: "submitted"; readonly output: Json; readonly childArn?: string | undefined }
  | { readonly kind: "success"; readonly output: Json }
  | { readonly kind: "failure"; readonly failure: StateFailure };

/** Hands an answer to the thread that waits for it. */
export async function settleAnswer(host: Host, run: Run, thread: Thread, answer: Answer): Promise<void> {
  const { task } = thread;
  if (task === undefined) recordMapRun(run, thread, answer);
  else recordTask(run, thread, answer);
  if (answer.kind === "submitted") {
    if (task === undefined) return;
    task.isSubmitted = true;
    task.childArn = answer.childArn;
    beatTask(host, run, thread);
    if (answer.childArn !== undefined) host.beginTask(run, thread);
    return;
  }
  thread.dueAt = undefined;
  if (answer.kind === "failure") {
    return failState(host, run, thread, answer.failure, { isGroup: task === undefined });
  }
  try {
    const step = new Step(host, run, thread);
    if (task === undefined) run.record(thread, "MapStateSucceeded", undefined, { isAside: true });
    await (task === undefined ? finishMap(step, answer.output) : finishTask(step, answer.output));
  } catch (error) {
    await settleFailure(host, run, thread, error);
  }
}

/** A sign of life: the next heartbeat is due a whole interval from now. */
export function beatTask(host: Host, run: Run, thread: Thread): void {
  if (thread.task === undefined) return;
  beat(thread.task, host.now());
  const due = dueOf(thread.task);
  thread.dueAt = Number.isFinite(due) ? due : undefined;
  host.schedule(run, thread);
}

/** A wait is over, or a task has taken too long. */
export async function comeDue(host: Host, run: Run, thread: Thread): Promise<void> {
  thread.dueAt = undefined;
  if (thread.status === "waiting") return run.wake(thread, "again");
  if (thread.status !== "working" || thread.task === undefined) return;
  const isHeartbeat = (thread.task.timeoutAt ?? Number.POSITIVE_INFINITY) > host.now();
  host.abandon(run, thread);
  const failure = new StateFailure("States.Timeout", undefined, isHeartbeat ? "States.HeartbeatTimeout" : undefined);
  recordTask(run, thread, { kind: "failure", failure }, "TimedOut");
  await failState(host, run, thread, failure, { isGroup: false });
}
