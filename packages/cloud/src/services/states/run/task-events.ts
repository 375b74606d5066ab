import type { Json } from "../json.ts";
import { toText } from "../json.ts";
import { resourceOf } from "./behaviours/task.ts";
import type { Run } from "./run.ts";
import type { StateFailure } from "./state-failure.ts";
import { checkSize, type Ending } from "./step.ts";
import type { Thread } from "./thread.ts";

type Answer =
  | { readonly kind: "submitted" | "success"; readonly output: Json }
  | { readonly kind: "failure"; readonly failure: StateFailure };

/** Writes down what a task has come to. Throws StateFailure for too much data. */
export function recordTask(run: Run, thread: Thread, answer: Answer, failed: "Failed" | "TimedOut" = "Failed"): void {
  const resource = resourceOf(run.stateOf(thread));
  const prefix = { function: "LambdaFunction", activity: "Activity", optimized: "Task", sdk: "Task" }[resource.kind] as
    | "LambdaFunction"
    | "Activity"
    | "Task";
  const about = "resource" in resource ? { resourceType: resource.resourceType, resource: resource.resource } : {};
  if (answer.kind === "failure") {
    const { error, errorCause: cause } = answer.failure;
    run.record(thread, `${prefix}${failed}`, {
      ...about,
      ...(error === undefined ? {} : { error }),
      ...(cause === undefined ? {} : { cause }),
    });
    return;
  }
  const output = toText(answer.output);
  checkSize(thread.state, output);
  if (answer.kind === "submitted") run.record(thread, "TaskSubmitted", { ...about, output });
  else run.record(thread, `${prefix}Succeeded`, { ...about, output });
}

/** The last event of an execution. */
export function finalEvent(run: Run, root: Thread, ending: Ending): void {
  if (ending.status === "SUCCEEDED") {
    run.record(root, "ExecutionSucceeded", { output: ending.output });
    return;
  }
  const { error, cause } = ending;
  const type = ({ FAILED: "ExecutionFailed", TIMED_OUT: "ExecutionTimedOut", ABORTED: "ExecutionAborted" } as const)[
    ending.status
  ];
  run.record(root, type, { ...(error === undefined ? {} : { error }), ...(cause === undefined ? {} : { cause }) });
}

/** Writes down what a distributed Map has come to. */
export function recordMapRun(run: Run, thread: Thread, answer: Answer): void {
  if (answer.kind !== "failure") {
    run.record(thread, "MapRunSucceeded");
    return;
  }
  const { error, errorCause: cause } = answer.failure;
  run.record(thread, "MapRunFailed", {
    ...(error === undefined ? {} : { error }),
    ...(cause === undefined ? {} : { cause }),
  });
}
