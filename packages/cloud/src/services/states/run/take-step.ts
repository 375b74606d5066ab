import type { StateType } from "../definition/definition.ts";
import { choice } from "./behaviours/choice.ts";
import { fail, succeed } from "./behaviours/ending.ts";
import { map } from "./behaviours/map.ts";
import { parallel } from "./behaviours/parallel.ts";
import { pass } from "./behaviours/pass.ts";
import { task } from "./behaviours/task.ts";
import { wait } from "./behaviours/wait.ts";
import { failState, failureFrom } from "./fail.ts";
import type { Run } from "./run.ts";
import { StateMistake } from "./state-failure.ts";
import { type Host, Step } from "./step.ts";
import type { Thread } from "./thread.ts";

const behaviours: Readonly<Record<StateType, (step: Step) => Promise<void>>> = {
  Choice: choice,
  Fail: fail,
  Map: map,
  Parallel: parallel,
  Pass: pass,
  Succeed: succeed,
  Task: task,
  Wait: wait,
};

/** Takes one step of a thread that is ready for it. Nothing in here waits for anything but other steps' promises. */
export async function takeStep(host: Host, run: Run, thread: Thread): Promise<void> {
  const step = new Step(host, run, thread);
  thread.status = "working";
  try {
    if (!step.isAgain) step.enter();
    await behaviours[step.state.Type](step);
  } catch (error) {
    await settleFailure(host, run, thread, error);
  }
}

/** What a step has thrown: a failure of the state, or of ours. */
export async function settleFailure(host: Host, run: Run, thread: Thread, error: unknown): Promise<void> {
  const isEvaluation = error instanceof StateMistake && error.error === "States.QueryEvaluationError";
  await failState(host, run, thread, failureFrom(error, run, thread), { isGroup: isEvaluation });
}
