import type { ServiceKernel } from "../../../kernel/service.ts";
import { detailsName, eventOutput, type HistoryEvent } from "../history/history-event.ts";
import type { MachineRoles } from "../integrations/machine-roles.ts";
import type { Logging } from "../model.ts";
import type { Run } from "../run/run.ts";
import type { StatesStore } from "../store.ts";

export interface ExecutionLogOptions {
  readonly kernel: ServiceKernel;
  readonly store: StatesStore;
  readonly sessions: MachineRoles;
}

interface Line {
  readonly timestamp: number;
  readonly message: string;
}

const failures = /(Failed|TimedOut|Aborted)$/;
const ends = /^Execution(Failed|TimedOut|Aborted)$/;

/** Writes events of executions into the log group that their machine names, as its role. */
export class ExecutionLog {
  readonly #options: ExecutionLogOptions;
  /** Streams that are there, and what is still to be written to them, one batch after the other. */
  readonly #streams = new Map<string, Promise<void>>();
  #writing: Promise<void> = Promise.resolve();

  constructor(options: ExecutionLogOptions) {
    this.#options = options;
  }

  /** What the run has recorded since it was last saved. */
  write(run: Run): void {
    const { machineArn, revisionId } = run.execution;
    if (run.events.length === 0) return;
    const { logging } = this.#options.store.revision(machineArn, revisionId);
    const [group] = logging.logGroupArns;
    if (logging.level === "OFF" || group === undefined) return;
    const lines = run.events.filter((event) => isLogged(event, logging)).map((event) => lineOf(event, run, logging));
    if (lines.length === 0) return;
    const name = group.split(":")[6] ?? "";
    this.#writing = this.#writing
      .then(() => this.#put(run, name, lines))
      .catch((error: unknown) => {
        this.#options.kernel.log.warn("the log of an execution cannot be written", { group: name, error });
      });
  }

  async #put(run: Run, logGroupName: string, logEvents: readonly Line[]): Promise<void> {
    const { aws, clock } = this.#options.kernel;
    const { roleArn, machineArn, machine } = run.execution;
    const principal = await this.#options.sessions.principal(roleArn, machineArn, undefined);
    const day = new Date(clock.now()).toISOString().slice(0, 13);
    const logStreamName = `states/${machine.split("/")[0]}/${day}`;
    const stream = `${logGroupName} ${logStreamName}`;
    let made = this.#streams.get(stream);
    if (made === undefined) {
      made = aws.call("logs", "CreateLogStream", { logGroupName, logStreamName }, { principal }).then(
        () => undefined,
        (error: unknown) => {
          if (!(error instanceof Error && error.name === "ResourceAlreadyExistsException")) throw error;
        },
      );
      this.#streams.set(stream, made);
      made.catch(() => this.#streams.delete(stream));
    }
    await made;
    await aws.call("logs", "PutLogEvents", { logGroupName, logStreamName, logEvents: [...logEvents] }, { principal });
  }
}

function isLogged({ type }: HistoryEvent, { level }: Logging): boolean {
  if (level === "ALL") return true;
  return level === "ERROR" ? failures.test(type) : ends.test(type);
}

/** https://docs.aws.amazon.com/step-functions/latest/dg/cw-logs.html */
function lineOf(event: HistoryEvent, run: Run, { includeExecutionData }: Logging): Line {
  const { id, previousId, type, at } = event;
  const details = eventOutput(event, includeExecutionData)[detailsName(type)] ?? {};
  const message = {
    id: String(id),
    type,
    details,
    previous_event_id: String(previousId),
    event_timestamp: String(at),
    execution_arn: run.execution.arn,
    redrive_count: String(run.execution.redriveCount),
  };
  return { timestamp: at, message: JSON.stringify(message) };
}
