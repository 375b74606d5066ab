import type { Scope } from "../../kernel/operation.ts";
import type { ServiceKernel } from "../../kernel/service.ts";
import { Activities } from "./activities.ts";
import { TaskRunner } from "./integrations/task-runner.ts";
import { ExecutionLog } from "./logging/execution-log.ts";
import { MapRunner } from "./map-run/map-runner.ts";
import { reportEnd, reportStart } from "./metrics.ts";
import { Engine } from "./run/engine.ts";
import { announce } from "./status-events.ts";
import { StatesStore } from "./store.ts";

/** Everything of Step Functions in one account and region: what is kept, and what drives it. */
export class StepFunctions {
  readonly store: StatesStore;
  readonly engine: Engine;
  readonly activities: Activities;
  readonly tasks: TaskRunner;
  readonly mapRuns: MapRunner;
  readonly log: ExecutionLog;

  constructor(kernel: ServiceKernel, { account, region }: Scope) {
    this.store = new StatesStore(kernel.database, { account, region });
    this.engine = new Engine({ kernel, store: this.store, region });
    this.activities = new Activities({ store: this.store, engine: this.engine, clock: kernel.clock });
    const { store, engine, activities } = this;
    this.tasks = new TaskRunner({ kernel, engine, activities, account });
    this.mapRuns = new MapRunner({ kernel, engine, store, tasks: this.tasks });
    this.log = new ExecutionLog({ kernel, store, sessions: this.tasks.sessions });
    engine.employ({
      beginTask: (run, thread) => this.tasks.begin(run, thread),
      abandonTask: (run, thread) => {
        this.tasks.abandon(run, thread);
        if (thread.mapRunArn !== undefined) this.mapRuns.stop(thread.mapRunArn);
      },
      beginMapRun: (run, thread, plan) => this.mapRuns.begin(run, thread, plan),
      redriveMapRun: (run, thread) => this.mapRuns.redrive(run, thread),
      resumeMapRun: (run, thread) => this.mapRuns.resume(run, thread),
      begun: (run) => {
        reportStart(kernel.metrics, run.execution);
        announce(kernel.jobs, run.execution);
      },
      saved: (run) => this.log.write(run),
      ended: (run) => {
        reportEnd(kernel.metrics, run.execution);
        announce(kernel.jobs, run.execution);
        this.mapRuns.ended(run);
      },
    });
  }

  /** Takes up every execution that ran when the program ended. */
  resume(): void {
    const { store, engine } = this;
    // Children first: a Map that is taken up must find those that are still there.
    const active = store
      .active()
      .sort((one, other) => Number(one.child === undefined) - Number(other.child === undefined));
    for (const execution of active) engine.recover(execution, store.definition(execution));
  }

  stop(): void {
    this.engine.stop();
  }
}
