import type { Ids } from "@millrace/core";
import type { QueryLanguage, State } from "../definition/definition.ts";
import { bytesOf, type Json, type JsonObject, toText } from "../json.ts";
import { dataBytesMax } from "../model.ts";
import { ThreadScope } from "./context.ts";
import type { Run } from "./run.ts";
import { StateFailure } from "./state-failure.ts";
import type { Finished } from "./state-io.ts";
import type { Thread } from "./thread.ts";

/** What steps ask of whoever drives executions. Nothing of it waits. */
export interface Host {
  readonly ids: Ids;
  readonly region: string;
  now(): number;
  /** Wakes the thread up at its `dueAt`. */
  schedule(run: Run, thread: Thread): void;
  /** Begins what the thread's task stands for. */
  beginTask(run: Run, thread: Thread): void;
  beginMapRun(run: Run, thread: Thread, plan: MapPlan): void;
  /** What a thread waits for is wanted no more. */
  abandon(run: Run, thread: Thread): void;
  end(run: Run, ending: Ending): void;
}

export type Ending =
  | { readonly status: "SUCCEEDED"; readonly output: string }
  | {
      readonly status: "FAILED" | "TIMED_OUT" | "ABORTED";
      readonly error?: string | undefined;
      readonly cause?: string | undefined;
    };

/** What a distributed Map has evaluated before it begins. */
export interface MapPlan {
  /** Undefined where an ItemReader brings them. */
  readonly items: readonly Json[] | undefined;
  readonly effective: Json;
  readonly maxConcurrency: number;
  readonly toleratedCount: number | undefined;
  readonly toleratedPercentage: number | undefined;
}

/** One step of one thread: a state that is entered or tried again, up to where it hands on or has to wait. */
export class Step {
  readonly host: Host;
  readonly run: Run;
  readonly thread: Thread;
  readonly state: State;
  readonly language: QueryLanguage;
  /** The state had been begun before: its wait is over, or it is tried again. */
  readonly isAgain: boolean;

  constructor(host: Host, run: Run, thread: Thread) {
    this.host = host;
    this.run = run;
    this.thread = thread;
    this.state = run.stateOf(thread);
    this.language = run.languageOf(thread);
    this.isAgain = thread.status === "again";
  }

  /** Expressions over the state's input. */
  scope(more?: JsonObject): ThreadScope {
    const { run, thread } = this;
    const { ids } = this.host;
    return new ThreadScope({ run, thread, ids, input: thread.input, ...(more === undefined ? {} : { more }) });
  }

  enter(): void {
    const { thread, run, state, host } = this;
    thread.enteredAt = host.now();
    thread.attempts = [];
    thread.enteredPreviousId = thread.lastEventId;
    // The first state follows nothing, though the start of the execution stands before it.
    if (thread.parent === undefined && thread.lastEventId === 1) thread.enteredPreviousId = 0;
    const details = { name: thread.state, input: thread.inputText ?? toText(thread.input) };
    thread.enteredEventId = run.record(thread, `${state.Type}StateEntered`, details, {
      previousId: thread.enteredPreviousId,
    });
    thread.inputText = undefined;
  }

  /** Hands on to the next state, or ends the thread. Throws StateFailure for too much data. */
  leave({ output, assigned }: Pick<Finished, "output" | "assigned">, next: string | undefined): void {
    const { thread, run, state } = this;
    const text = toText(output);
    checkSize(thread.state, text);
    const names = Object.keys(assigned);
    run.record(thread, `${state.Type as Exclude<State["Type"], "Fail">}StateExited`, {
      name: thread.state,
      output: text,
      ...(names.length === 0
        ? {}
        : { assignedVariables: Object.fromEntries(names.map((name) => [name, toText(assigned[name] ?? null)])) }),
    });
    if (names.length > 0) thread.variables = { ...thread.variables, ...assigned };
    thread.task = undefined;
    thread.group = undefined;
    thread.mapRunArn = undefined;
    thread.visit++;
    if (next === undefined) return endThread(this.host, run, thread, { output, text });
    thread.state = next;
    thread.input = output;
    thread.inputText = text;
    run.wake(thread, "ready");
  }
}

export function checkSize(state: string, text: string): void {
  // A character takes three bytes at most: most texts need not be measured.
  if (text.length * 3 <= dataBytesMax || bytesOf(text) <= dataBytesMax) return;
  throw new StateFailure(
    "States.DataLimitExceeded",
    `The state/task '${state}' returned a result with a size exceeding the maximum number of bytes service limit.`,
  );
}

interface Ended {
  readonly output: Json;
  readonly text: string;
}

function endThread(host: Host, run: Run, child: Thread, { output, text }: Ended): void {
  const parent = child.parent === undefined ? undefined : run.threads.get(child.parent);
  if (parent === undefined) return host.end(run, { status: "SUCCEEDED", output: text });
  const { group } = parent;
  if (group === undefined) throw new RangeError(`Nobody waits for the end of thread ${child.id}`);
  group.results[child.index] = output;
  group.pending--;
  run.threads.delete(child.id);
  parent.lastEventId = child.lastEventId;
  if (run.stateOf(parent).Type === "Map") {
    const details = { name: parent.state, index: child.index };
    const id = run.record(child, "MapIterationSucceeded", details, { isAside: true });
    if (group.pending === 0 && group.next >= group.items.length) parent.lastEventId = id;
  }
  // The group begins its next iteration, or is done.
  if (group.next < group.items.length || group.pending === 0) run.wake(parent, "again");
}
