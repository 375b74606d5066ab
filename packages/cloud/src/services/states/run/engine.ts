import type { ServiceKernel } from "../../../kernel/service.ts";
import type { Definition } from "../definition/definition.ts";
import type { Json } from "../json.ts";
import { type Execution, expressMsMax } from "../model.ts";
import type { StatesStore } from "../store.ts";
import { DueQueue } from "./due-queue.ts";
import { abort } from "./fail.ts";
import { HistoryFull, Run } from "./run.ts";
import { type Answer, beatTask, comeDue, settleAnswer } from "./settle.ts";
import type { Ending, Host, MapPlan } from "./step.ts";
import { takeStep } from "./take-step.ts";
import { finalEvent } from "./task-events.ts";
import type { Thread } from "./thread.ts";

/** Steps that one execution takes before others have their turn. */
const stepsAtATime = 50;
/** Real time that executions may take before the rest of the program has its turn, and what was written is committed. */
const sliceMs = 8;

/** Which try of which thread an answer is for. */
export interface Place {
  readonly executionArn: string;
  readonly threadId: number;
  readonly visit: number;
}

/** What the engine asks of those who do the work. */
export interface Workers {
  readonly beginTask: (run: Run, thread: Thread) => void;
  readonly abandonTask: (run: Run, thread: Thread) => void;
  readonly beginMapRun: (run: Run, thread: Thread, plan: MapPlan) => void;
  readonly resumeMapRun: (run: Run, thread: Thread) => void;
  /** False when the Map has to begin anew. */
  readonly redriveMapRun: (run: Run, thread: Thread) => boolean;
  readonly begun: (run: Run) => void;
  readonly ended: (run: Run) => void;
  readonly saved: (run: Run) => void;
}

export interface EngineOptions {
  readonly kernel: ServiceKernel;
  readonly store: StatesStore;
  readonly region: string;
}

/**
 * Drives executions. Each is a set of threads that take steps; everything that reaches it from outside goes through its
 * inbox, so that no two things happen to it at once. What a turn of the event loop has done is saved in that turn.
 */
export class Engine implements Host {
  readonly #options: EngineOptions;
  readonly #runs = new Map<string, Run>();
  readonly #inboxes = new Map<Run, (() => Promise<void> | void)[]>();
  readonly #queue: Run[] = [];
  readonly #due: DueQueue;
  readonly #watchers = new Map<string, ((execution: Execution) => void)[]>();
  #workers: Workers | undefined;
  #isPumping = false;
  #isStopped = false;

  constructor(options: EngineOptions) {
    this.#options = options;
    this.#due = new DueQueue(options.kernel.clock, (due) => this.#onDue(due.executionArn, due.threadId));
  }

  employ(workers: Workers): void {
    this.#workers = workers;
  }

  get ids(): Host["ids"] {
    return this.#options.kernel.ids;
  }

  get region(): string {
    return this.#options.region;
  }

  now(): number {
    return this.#options.kernel.clock.now();
  }

  /** Begins an execution that has been stored, or that need not be. */
  begin(execution: Execution, definition: Definition, roleArn = execution.roleArn): Run {
    const run = this.#newRun(execution, definition);
    const input = JSON.parse(execution.input) as Json;
    const root = run.spawn({
      parent: undefined,
      index: 0,
      place: [],
      input,
      inputText: execution.input,
      lastEventId: 0,
    });
    root.lastEventId = run.record(undefined, "ExecutionStarted", { input: execution.input, roleArn });
    this.#workers?.begun(run);
    const seconds = execution.child === undefined ? definition.TimeoutSeconds : undefined;
    const limitMs = Math.min(
      seconds === undefined ? Number.POSITIVE_INFINITY : seconds * 1000,
      execution.type === "EXPRESS" ? expressMsMax : Number.POSITIVE_INFINITY,
    );
    if (Number.isFinite(limitMs)) {
      run.timeoutAt = this.now() + limitMs;
      this.#due.add({ at: run.timeoutAt, executionArn: execution.arn, threadId: 0 });
    }
    this.#wake(run);
    return run;
  }

  /** Takes up an execution where it stood when it was last saved. */
  recover(execution: Execution, definition: Definition): void {
    const snapshot = this.#options.store.snapshot(execution.arn);
    // It was accepted, and the program ended before its first step.
    if (snapshot === undefined) return void this.begin(execution, definition);
    const [root] = snapshot.threads;
    if (root?.status === "failed" || root?.status === "aborted") return this.redrive(execution, definition);
    const run = this.#newRun(execution, definition);
    run.restore(snapshot);
    if (run.timeoutAt !== undefined) {
      this.#due.add({ at: run.timeoutAt, executionArn: execution.arn, threadId: 0 });
    }
    for (const thread of run.threads.values()) this.#resume(run, thread);
    this.#wake(run);
  }

  /** Takes up a failed execution again: what has failed or was stopped is tried once more. */
  redrive(execution: Execution, definition: Definition): void {
    const snapshot = this.#options.store.snapshot(execution.arn);
    if (snapshot === undefined) return;
    const run = this.#newRun(execution, definition);
    run.restore(snapshot);
    run.root.lastEventId = run.record(run.root, "ExecutionRedriven", { redriveCount: execution.redriveCount });
    for (const thread of run.threads.values()) {
      if (thread.status === "ready") run.ready.push(thread.id);
      if (thread.status !== "failed" && thread.status !== "aborted") continue;
      thread.attempts = [];
      if (thread.group !== undefined && run.childrenOf(thread).length > 0) thread.status = "working";
      else if (thread.mapRunArn !== undefined && this.#workers?.redriveMapRun(run, thread)) thread.status = "working";
      else run.wake(thread, "again");
    }
    this.#wake(run);
  }

  find(arn: string): Run | undefined {
    return this.#runs.get(arn);
  }

  get runs(): IterableIterator<Run> {
    return this.#runs.values();
  }

  /** Calls once when the execution is over. Answers how not to be called. */
  watch(arn: string, onEnd: (execution: Execution) => void): () => void {
    const watchers = this.#watchers.get(arn) ?? [];
    this.#watchers.set(arn, [...watchers, onEnd]);
    return () => {
      const rest = (this.#watchers.get(arn) ?? []).filter((watcher) => watcher !== onEnd);
      if (rest.length === 0) this.#watchers.delete(arn);
      else this.#watchers.set(arn, rest);
    };
  }

  /** Whether somebody still waits for this answer. */
  isAwaited({ executionArn, threadId, visit }: Place): boolean {
    const thread = this.#runs.get(executionArn)?.threads.get(threadId);
    return thread?.visit === visit && thread.status === "working";
  }

  /** Hands an answer to the thread that waits for it; an answer to nobody falls away. */
  async answer(place: Place, answer: Answer): Promise<void> {
    const run = this.#runs.get(place.executionArn);
    if (run === undefined) return;
    await this.#tell(run, async () => {
      const thread = run.threads.get(place.threadId);
      if (thread === undefined || !this.isAwaited(place)) return;
      await settleAnswer(this, run, thread, answer);
    });
  }

  /** An activity's worker has taken the task. */
  async started(place: Place, workerName: string | undefined): Promise<void> {
    const run = this.#runs.get(place.executionArn);
    if (run === undefined) return;
    await this.#tell(run, () => {
      const thread = run.threads.get(place.threadId);
      if (thread?.task === undefined || !this.isAwaited(place)) return;
      run.record(thread, "ActivityStarted", workerName === undefined ? {} : { workerName });
      beatTask(this, run, thread);
    });
  }

  /** A sign of life of whoever holds a token. */
  async heartbeat(place: Place): Promise<void> {
    const run = this.#runs.get(place.executionArn);
    if (run === undefined) return;
    await this.#tell(run, () => {
      const thread = run.threads.get(place.threadId);
      if (thread !== undefined && this.isAwaited(place)) beatTask(this, run, thread);
    });
  }

  /** Ends an execution from outside. */
  async halt(arn: string, ending: Ending): Promise<void> {
    const run = this.#runs.get(arn);
    if (run === undefined) return;
    await this.#tell(run, () => {
      if (!run.hasEnded) this.end(run, ending);
    });
  }

  stop(): void {
    this.#isStopped = true;
    this.#due.stop();
  }

  schedule(run: Run, thread: Thread): void {
    if (thread.dueAt === undefined) return;
    this.#due.add({ at: thread.dueAt, executionArn: run.execution.arn, threadId: thread.id });
  }

  beginTask(run: Run, thread: Thread): void {
    this.#afterSaving(run, () => this.#workers?.beginTask(run, thread));
  }

  beginMapRun(run: Run, thread: Thread, plan: MapPlan): void {
    this.#workers?.beginMapRun(run, thread, plan);
  }

  abandon(run: Run, thread: Thread): void {
    this.#workers?.abandonTask(run, thread);
  }

  end(run: Run, ending: Ending): void {
    const { root } = run;
    if (ending.status !== "SUCCEEDED") {
      for (const thread of run.threads.values()) if (thread.parent === undefined) abort(this, run, thread);
    }
    run.execution = {
      ...run.execution,
      status: ending.status,
      stoppedAt: this.now(),
      ...(ending.status === "SUCCEEDED" ? { output: ending.output } : { error: ending.error, cause: ending.cause }),
    };
    finalEvent(run, root, ending);
    run.ready.length = 0;
    this.#wake(run);
  }

  #newRun(execution: Execution, definition: Definition): Run {
    const run = new Run(execution, definition, () => this.now());
    this.#runs.set(execution.arn, run);
    return run;
  }

  #resume(run: Run, thread: Thread): void {
    if (thread.status === "ready" || thread.status === "again") run.ready.push(thread.id);
    if (thread.dueAt !== undefined) this.schedule(run, thread);
    if (thread.status !== "working") return;
    if (thread.mapRunArn !== undefined) this.#workers?.resumeMapRun(run, thread);
    else if (thread.task !== undefined) this.#workers?.beginTask(run, thread);
    // Nothing but a step under way leaves a thread like this, and steps under way are not saved.
  }

  #afterSaving(run: Run, begin: () => void): void {
    if (run.execution.type === "EXPRESS") return begin();
    this.#options.kernel.afterCommit(begin);
  }

  #onDue(arn: string, threadId: number): void {
    const run = this.#runs.get(arn);
    if (run === undefined) return;
    void this.#tell(run, async () => {
      const thread = run.threads.get(threadId);
      if (threadId === 0) this.#endIfLate(run);
      else if (thread?.dueAt !== undefined && thread.dueAt <= this.now()) await comeDue(this, run, thread);
    });
  }

  #endIfLate(run: Run): void {
    const isLate = run.timeoutAt !== undefined && run.timeoutAt <= this.now();
    if (isLate && !run.hasEnded) this.end(run, { status: "TIMED_OUT", error: "States.Timeout" });
  }

  /** Does something to an execution once nothing else is done to it. */
  #tell(run: Run, act: () => Promise<void> | void): Promise<void> {
    return new Promise((resolve, reject) => {
      const inbox = this.#inboxes.get(run) ?? [];
      inbox.push(async () => {
        try {
          await act();
          resolve();
        } catch (error) {
          reject(error);
        }
      });
      this.#inboxes.set(run, inbox);
      this.#wake(run);
    });
  }

  #wake(run: Run): void {
    if (run.isDriven) return;
    run.isDriven = true;
    this.#queue.push(run);
    if (!this.#isPumping) void this.#pump();
  }

  async #pump(): Promise<void> {
    this.#isPumping = true;
    const { wall } = this.#options.kernel;
    await Promise.resolve();
    let began = wall.now();
    for (let run = this.#queue.shift(); run !== undefined; run = this.#queue.shift()) {
      if (this.#isStopped) break;
      try {
        await this.#drive(run);
      } catch (error) {
        this.#options.kernel.log.error("an execution cannot go on", { execution: run.execution.arn, error });
        this.#crash(run);
      }
      if (wall.now() - began >= sliceMs) {
        await new Promise((resolve) => setImmediate(resolve));
        began = wall.now();
      }
    }
    this.#isPumping = false;
  }

  /** A mistake of ours ends the execution that met it, and no other. */
  #crash(run: Run): void {
    if (run.hasEnded) return;
    this.end(run, { status: "FAILED", error: "States.Runtime", cause: "Internal error" });
    run.isDriven = false;
    this.#save(run);
  }

  async #drive(run: Run): Promise<void> {
    try {
      const inbox = this.#inboxes.get(run) ?? [];
      this.#inboxes.delete(run);
      for (const act of inbox) await act();
      await this.#takeSteps(run);
    } catch (error) {
      if (!(error instanceof HistoryFull)) throw error;
      const cause = "The execution reached the maximum number of history events (25000).";
      this.end(run, { status: "FAILED", error: "States.Runtime", cause });
    }
    run.isDriven = false;
    this.#save(run);
    if (run.ready.length > 0 || this.#inboxes.has(run)) this.#wake(run);
  }

  async #takeSteps(run: Run): Promise<void> {
    for (let steps = 0; steps < stepsAtATime && run.ready.length > 0 && !run.hasEnded; steps++) {
      const thread = run.threads.get(run.ready.shift() ?? 0);
      // Threads that were stopped meanwhile take no steps.
      if (thread?.status === "ready" || thread?.status === "again") await takeStep(this, run, thread);
    }
  }

  #save(run: Run): void {
    const { arn } = run.execution;
    this.#workers?.saved(run);
    if (run.execution.type === "STANDARD") this.#options.store.save(run);
    run.events = [];
    if (!run.hasEnded || this.#runs.get(arn) !== run) return;
    this.#runs.delete(arn);
    this.#workers?.ended(run);
    const watchers = this.#watchers.get(arn) ?? [];
    this.#watchers.delete(arn);
    for (const watcher of watchers) watcher(run.execution);
  }
}
