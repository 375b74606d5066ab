import type { ServiceKernel } from "../../../kernel/service.ts";
import { mapRunArn } from "../arns.ts";
import { processorOf } from "../definition/definition.ts";
import { revived } from "../executions/revived.ts";
import type { TaskRunner } from "../integrations/task-runner.ts";
import type { Engine } from "../run/engine.ts";
import type { Run } from "../run/run.ts";
import type { Answer } from "../run/settle.ts";
import { StateFailure, StateMistake } from "../run/state-failure.ts";
import type { MapPlan } from "../run/step.ts";
import type { Thread } from "../run/thread.ts";
import type { StatesStore } from "../store.ts";
import { checkStart } from "./check-start.ts";
import { childExecution, childResult } from "./child-execution.ts";
import { labelOf } from "./label-of.ts";
import { add, awaitingRedrive, type MapRun, noCounts, unsuccessful } from "./map-run.ts";
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

  /** Runs once more what was not successful, and what was not begun. False when there is nothing of that kind. */
  redrive(run: Run, thread: Thread): boolean {
    const { store, kernel } = this.#options;
    const mapRun = store.mapRuns.find(thread.mapRunArn ?? "");
    if (mapRun === undefined || mapRun.status === "SUCCEEDED") return false;
    const { arn } = mapRun;
    for (const { index, outcome, executionArn } of [...store.mapRuns.results(arn)]) {
      if (outcome === "succeeded") continue;
      store.mapRuns.putRedrive(arn, index);
      const child = store.findExecution(executionArn);
      if (child !== undefined) store.putExecution({ ...child, status: "PENDING_REDRIVE" });
    }
    const redriveCount = mapRun.redriveCount + 1;
    store.mapRuns.put({
      ...mapRun,
      status: "RUNNING",
      visit: thread.visit,
      stoppedAt: undefined,
      redriveCount,
      redrivenAt: kernel.clock.now(),
      children: awaitingRedrive(mapRun.children),
      items: awaitingRedrive(mapRun.items),
    });
    run.record(thread, "MapRunRedriven", { mapRunArn: arn, redriveCount });
    this.resume(run, thread);
    return true;
  }

  /** A child execution is over. */
  ended({ execution }: Run): void {
    const { child } = execution;
    const { store } = this.#options;
    const mapRun = child === undefined ? undefined : store.mapRuns.find(child.mapRunArn);
    if (child === undefined || mapRun === undefined) return;
    const result = childResult(execution, child.index);
    const { outcome } = result;
    store.mapRuns.putResult(mapRun.arn, result);
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
      await checkStart(kernel, tasks.sessions, run.execution);
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
    while (mapRun.children.running < limit && mapRun.children.pendingRedrive > 0) mapRun = this.#redriveNext(mapRun);
    while (mapRun.children.running < limit && mapRun.next < mapRun.children.total) mapRun = this.#beginNext(mapRun);
    if (mapRun.children.pending < inputsAhead / 2) {
      this.#slow.get(arn)?.();
      this.#slow.delete(arn);
    }
    const { children, isRead } = mapRun;
    const left = children.running + children.pending + children.pendingRedrive;
    if (isRead && left === 0) this.#guard(arn, this.#gather(mapRun));
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

  /** What a child of a Standard machine has done stays done; Express ones begin anew. */
  #redriveNext(mapRun: MapRun): MapRun {
    const { store, engine, kernel } = this.#options;
    const { arn } = mapRun;
    const result = store.mapRuns.nextRedrive(arn);
    if (result === undefined) throw new RangeError(`Cannot find a child of ${arn} to redrive`);
    const itemCount = store.mapRuns.input(arn, result.index)?.itemCount ?? 0;
    const redriven: MapRun = {
      ...mapRun,
      children: add(mapRun.children, { pendingRedrive: -1, running: 1 }),
      items: add(mapRun.items, { pendingRedrive: -itemCount, running: itemCount }),
    };
    store.mapRuns.put(redriven);
    store.mapRuns.takeRedrive(arn, result.index);
    const before = store.findExecution(result.executionArn);
    if (before === undefined) {
      this.#beginChild(redriven, result.index);
      return redriven;
    }
    const execution = revived(before, kernel.clock.now());
    store.putExecution(execution);
    engine.redrive(execution, store.definition(execution));
    return redriven;
  }

  #beginChild(mapRun: MapRun, index: number): void {
    const { store, engine, kernel } = this.#options;
    const input = store.mapRuns.input(mapRun.arn, index);
    const run = engine.find(mapRun.executionArn);
    const thread = run?.threads.get(mapRun.threadId);
    if (input === undefined || run === undefined || thread === undefined) return;
    const execution = childExecution({
      mapRun,
      parent: run.execution,
      input,
      type: processorOf(run.stateOf(thread))?.ProcessorConfig?.ExecutionType ?? "STANDARD",
      name: kernel.ids.uuid(),
      place: store.place,
      now: kernel.clock.now(),
    });
    if (execution.type === "STANDARD") store.addExecution(execution);
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

/** What keeps items from being read fails the Map under one name. */
function readFailure(error: unknown): StateFailure {
  if (error instanceof StateFailure) return error;
  if (error instanceof StateMistake) return new StateFailure("States.ItemReaderFailed", error.message);
  throw error;
}
