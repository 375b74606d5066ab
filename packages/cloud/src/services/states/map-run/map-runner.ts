import type { ServiceKernel } from "../../../kernel/service.ts";
import { executionArn, mapRunArn } from "../arns.ts";
import { processorOf } from "../definition/definition.ts";
import type { TaskRunner } from "../integrations/task-runner.ts";
import type { Execution, ExecutionStatus } from "../model.ts";
import type { Engine } from "../run/engine.ts";
import type { Run } from "../run/run.ts";
import type { Answer } from "../run/settle.ts";
import { StateFailure, StateMistake } from "../run/state-failure.ts";
import type { MapPlan } from "../run/step.ts";
import type { Thread } from "../run/thread.ts";
import type { StatesStore } from "../store.ts";
import { labelOf } from "./label-of.ts";
import { add, type ChildResult, type MapRun, noCounts, type Outcome, unsuccessful } from "./map-run.ts";
import { readInputs } from "./read-inputs.ts";
import { writeResults } from "./write-results.ts";

/** Children that run at a time where the definition allows more: what they hold stays in memory. */
const childrenAtATime = 1_000;

/** Inputs that are read ahead of the children that have been begun. */
const inputsAhead = 5_000;

export interface MapRunnerOptions {
  readonly kernel: ServiceKernel;
  readonly engine: Engine;
  readonly store: StatesStore;
  readonly tasks: TaskRunner;
}

/** Runs distributed Maps: reads their items, begins a child execution for each, and gathers what they come to. */
export class MapRunner {
  readonly #options: MapRunnerOptions;
  /** Readers that wait for children to catch up. */
  readonly #slow = new Map<string, () => void>();

  constructor(options: MapRunnerOptions) {
    this.#options = options;
  }

  begin(run: Run, thread: Thread, plan: MapPlan): void {
    const { kernel, store } = this.#options;
    const { execution } = run;
    const state = run.stateOf(thread);
    const label = labelOf(state, [...(execution.child?.place ?? []), ...thread.place, thread.state]);
    const machine = execution.machine.split("/")[0] ?? "";
    const arn = mapRunArn(store.place, machine, label, kernel.ids.uuid());
    run.record(thread, "MapRunStarted", { mapRunArn: arn });
    thread.mapRunArn = arn;
    store.mapRuns.put({
      arn,
      status: "RUNNING",
      executionArn: execution.arn,
      threadId: thread.id,
      visit: thread.visit,
      label,
      place: [...(execution.child?.place ?? []), ...thread.place, thread.state, 0],
      startedAt: kernel.clock.now(),
      stoppedAt: undefined,
      maxConcurrency: plan.maxConcurrency,
      toleratedCount: plan.toleratedCount,
      toleratedPercentage: plan.toleratedPercentage,
      redriveCount: 0,
      redrivenAt: undefined,
      next: 0,
      isRead: false,
      children: noCounts,
      items: noCounts,
      resultsWritten: 0,
    });
    this.#guard(arn, this.#read(run, thread, plan));
  }

  /** After a restart: reads what has not been read, and begins again what did not survive. */
  resume(run: Run, thread: Thread): void {
    const { store, engine } = this.#options;
    const mapRun = store.mapRuns.find(thread.mapRunArn ?? "");
    if (mapRun === undefined || mapRun.status !== "RUNNING") return;
    const alive = new Set(
      [...engine.runs].flatMap(({ execution: { child } }) => (child?.mapRunArn === mapRun.arn ? [child.index] : [])),
    );
    for (const { execution } of store.executions(mapRun.arn)) {
      if (execution.status === "RUNNING" && execution.child !== undefined) alive.add(execution.child.index);
    }
    for (const input of store.mapRuns.inputs(mapRun.arn)) {
      if (input.index >= mapRun.next) break;
      if (!alive.has(input.index) && !store.mapRuns.hasResult(mapRun.arn, input.index))
        this.#beginChild(mapRun, input.index);
    }
    if (mapRun.isRead) this.#pump(mapRun.arn);
    else this.#guard(mapRun.arn, this.#read(run, thread, undefined));
  }

  /** A child execution is over. */
  ended({ execution }: Run): void {
    const { child } = execution;
    const { store } = this.#options;
    const mapRun = child === undefined ? undefined : store.mapRuns.find(child.mapRunArn);
    if (child === undefined || mapRun === undefined) return;
    const outcome = outcomes[execution.status] ?? "aborted";
    store.mapRuns.putResult(mapRun.arn, resultOf(execution, child.index, outcome));
    store.mapRuns.put({
      ...mapRun,
      children: add(mapRun.children, { running: -1, [outcome]: 1 }),
      items: add(mapRun.items, { running: -child.itemCount, [outcome]: child.itemCount }),
    });
    this.#pump(mapRun.arn);
  }

  /** The Map's own execution is over, or the state is left: its children end with it. */
  stop(arn: string): void {
    const { store, kernel } = this.#options;
    const mapRun = store.mapRuns.find(arn);
    if (mapRun === undefined || mapRun.status !== "RUNNING") return;
    store.mapRuns.put({ ...mapRun, status: "ABORTED", stoppedAt: kernel.clock.now() });
    this.#haltChildren(arn);
  }

  /** What the run may has been changed: more children may be begun, or the run fails. */
  refresh(arn: string): void {
    this.#pump(arn);
  }

  async #read(run: Run, thread: Thread, plan: MapPlan | undefined): Promise<void> {
    const arn = thread.mapRunArn ?? "";
    const { store, kernel, tasks } = this.#options;
    const isWanted = (): boolean => store.mapRuns.find(arn)?.status === "RUNNING";
    try {
      for await (const input of readInputs({ run, thread, plan, kernel, tasks })) {
        const mapRun = store.mapRuns.find(arn);
        if (mapRun?.status !== "RUNNING") return;
        // Read again after a restart: what is known is passed over.
        if (input.index < mapRun.children.total) continue;
        store.mapRuns.putInput(arn, input);
        store.mapRuns.put({
          ...mapRun,
          children: add(mapRun.children, { pending: 1, total: 1 }),
          items: add(mapRun.items, { pending: input.itemCount, total: input.itemCount }),
        });
        this.#pump(arn);
        await this.#untilNear(arn);
      }
    } catch (error) {
      if (isWanted()) this.#finish(arn, { kind: "failure", failure: readFailure(error) });
      return;
    }
    const mapRun = store.mapRuns.find(arn);
    if (mapRun?.status !== "RUNNING") return;
    store.mapRuns.put({ ...mapRun, isRead: true });
    this.#pump(arn);
  }

  /** Resolves once the children are not far behind the items. */
  async #untilNear(arn: string): Promise<void> {
    const mapRun = this.#options.store.mapRuns.find(arn);
    if (mapRun === undefined || mapRun.children.pending < inputsAhead) return;
    await new Promise<void>((resolve) => this.#slow.set(arn, resolve));
  }

  #pump(arn: string): void {
    const { store } = this.#options;
    let mapRun = store.mapRuns.find(arn);
    if (mapRun === undefined || mapRun.status !== "RUNNING") return;
    if (this.#isBeyondTolerance(mapRun)) {
      const cause = "The specified tolerated failure threshold was exceeded";
      return this.#finish(arn, {
        kind: "failure",
        failure: new StateFailure("States.ExceedToleratedFailureThreshold", cause),
      });
    }
    const limit = Math.min(mapRun.maxConcurrency === 0 ? childrenAtATime : mapRun.maxConcurrency, childrenAtATime);
    while (mapRun.children.running < limit && mapRun.next < mapRun.children.total) mapRun = this.#beginNext(mapRun);
    if (mapRun.children.pending < inputsAhead / 2) {
      this.#slow.get(arn)?.();
      this.#slow.delete(arn);
    }
    const { children, isRead } = mapRun;
    if (isRead && children.running === 0 && children.pending === 0) this.#guard(arn, this.#gather(mapRun));
  }

  #beginNext(mapRun: MapRun): MapRun {
    const { store } = this.#options;
    const itemCount = store.mapRuns.input(mapRun.arn, mapRun.next)?.itemCount ?? 0;
    const begun: MapRun = {
      ...mapRun,
      next: mapRun.next + 1,
      children: add(mapRun.children, { pending: -1, running: 1 }),
      items: add(mapRun.items, { pending: -itemCount, running: itemCount }),
    };
    store.mapRuns.put(begun);
    this.#beginChild(begun, mapRun.next);
    return begun;
  }

  #beginChild(mapRun: MapRun, index: number): void {
    const { store, engine, kernel } = this.#options;
    const input = store.mapRuns.input(mapRun.arn, index);
    const parent = engine.find(mapRun.executionArn)?.execution;
    const state = parent === undefined ? undefined : engine.find(mapRun.executionArn)?.threads.get(mapRun.threadId);
    if (input === undefined || parent === undefined || state === undefined) return;
    const run = engine.find(mapRun.executionArn);
    const type = (run && processorOf(run.stateOf(state))?.ProcessorConfig?.ExecutionType) ?? "STANDARD";
    const group = `${parent.machine.split("/")[0]}/${mapRun.label}`;
    const name = kernel.ids.uuid();
    const execution: Execution = {
      arn: executionArn(store.place, group, name),
      name,
      type,
      machine: group,
      machineArn: parent.machineArn,
      revisionId: parent.revisionId,
      roleArn: parent.roleArn,
      status: "RUNNING",
      input: input.input,
      startedAt: kernel.clock.now(),
      redriveCount: 0,
      child: { mapRunArn: mapRun.arn, index, place: mapRun.place, itemCount: input.itemCount },
    };
    if (type === "STANDARD") store.addExecution(execution);
    engine.begin(execution, store.definition(execution));
  }

  #isBeyondTolerance({ items, isRead, toleratedCount, toleratedPercentage }: MapRun): boolean {
    const failed = unsuccessful(items);
    if (failed === 0) return false;
    if (toleratedCount === undefined && toleratedPercentage === undefined) return true;
    if (toleratedCount !== undefined && failed > toleratedCount) return true;
    return toleratedPercentage !== undefined && isRead && (failed / items.total) * 100 > toleratedPercentage;
  }

  async #gather(mapRun: MapRun): Promise<void> {
    const { engine, store, kernel, tasks } = this.#options;
    const run = engine.find(mapRun.executionArn);
    const thread = run?.threads.get(mapRun.threadId);
    if (run === undefined || thread === undefined) return;
    try {
      const output = await writeResults({ run, thread, mapRun, results: store.mapRuns, kernel, tasks });
      this.#finish(mapRun.arn, { kind: "success", output });
    } catch (error) {
      if (!(error instanceof StateFailure)) throw error;
      this.#finish(mapRun.arn, { kind: "failure", failure: error });
    }
  }

  /** A mistake of ours fails the map run, and nothing else. */
  #guard(arn: string, work: Promise<void>): void {
    work.catch((error: unknown) => {
      this.#options.kernel.log.error("a map run cannot go on", { mapRun: arn, error });
      this.#finish(arn, { kind: "failure", failure: new StateFailure("States.Runtime", "Internal error") });
    });
  }

  #finish(arn: string, answer: Answer): void {
    const { store, engine, kernel } = this.#options;
    const mapRun = store.mapRuns.find(arn);
    if (mapRun === undefined || mapRun.status !== "RUNNING") return;
    const status = answer.kind === "success" ? "SUCCEEDED" : "FAILED";
    const resultsWritten = status === "SUCCEEDED" ? mapRun.children.total : 0;
    store.mapRuns.put({ ...mapRun, status, stoppedAt: kernel.clock.now(), resultsWritten });
    this.#haltChildren(arn);
    const { executionArn: parent, threadId, visit } = mapRun;
    void engine.answer({ executionArn: parent, threadId, visit }, answer);
  }

  #haltChildren(arn: string): void {
    const { engine } = this.#options;
    for (const { execution } of engine.runs) {
      if (execution.child?.mapRunArn === arn) void engine.halt(execution.arn, { status: "ABORTED" });
    }
  }
}

const outcomes: Readonly<Partial<Record<ExecutionStatus, Outcome>>> = {
  SUCCEEDED: "succeeded",
  FAILED: "failed",
  TIMED_OUT: "timedOut",
  ABORTED: "aborted",
};

const resultOf = (execution: Execution, index: number, outcome: Outcome): ChildResult => ({
  index,
  outcome,
  executionArn: execution.arn,
  name: execution.name,
  input: execution.input,
  output: execution.output,
  error: execution.error,
  cause: execution.cause,
  startedAt: execution.startedAt,
  stoppedAt: execution.stoppedAt ?? execution.startedAt,
  redriveCount: execution.redriveCount,
  status: execution.status,
});

/** What keeps items from being read fails the Map under one name. */
function readFailure(error: unknown): StateFailure {
  if (error instanceof StateFailure) return error;
  if (error instanceof StateMistake) return new StateFailure("States.ItemReaderFailed", error.message);
  throw error;
}
