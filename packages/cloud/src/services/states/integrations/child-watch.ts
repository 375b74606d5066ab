import type { DescribeExecutionCommandOutput } from "@aws-sdk/client-sfn";
import type { Principal } from "../../../kernel/principal.ts";
import type { ServiceKernel } from "../../../kernel/service.ts";
import { findStatesArn } from "../arns.ts";
import { type Json, parsed, toText } from "../json.ts";
import type { Engine } from "../run/engine.ts";
import { StateFailure } from "../run/state-failure.ts";

export interface ChildWatchOptions {
  readonly kernel: ServiceKernel;
  readonly engine: Engine;
}

export interface Watching {
  readonly principal: Principal;
  /** `.sync:2`: input and output as JSON, not as its text. */
  readonly isParsed: boolean;
  readonly signal: AbortSignal;
}

/** How often an execution of another account or region is looked at, by the cloud's clock. */
const pollMs = 1_000;

/** Waits for the end of executions that tasks have started. */
export class ChildWatch {
  readonly #options: ChildWatchOptions;

  constructor(options: ChildWatchOptions) {
    this.#options = options;
  }

  /** What is known of the execution when it has succeeded. Throws StateFailure when it has not. */
  async ended(arn: string, watching: Watching): Promise<Json> {
    for (;;) {
      const description = await this.#describe(arn, watching);
      if (description.status !== "RUNNING") return resultOf(description, watching.isParsed);
      await this.#change(arn, watching.signal);
    }
  }

  async #describe(arn: string, { principal, signal }: Watching): Promise<Partial<DescribeExecutionCommandOutput>> {
    const { account, region } = findStatesArn(arn) ?? {};
    const place = account === undefined || region === undefined ? {} : { account, region };
    return this.#options.kernel.aws.call(
      "states",
      "DescribeExecution",
      { executionArn: arn },
      { principal, signal, ...place },
    );
  }

  /** Resolves when the execution is over, or may be. */
  #change(arn: string, signal: AbortSignal): Promise<void> {
    const { engine, kernel } = this.#options;
    return new Promise((resolve, reject) => {
      const isOurs = engine.find(arn) !== undefined;
      const timer = isOurs ? undefined : kernel.clock.after(pollMs, () => resolve());
      const forget = isOurs ? engine.watch(arn, () => resolve()) : () => undefined;
      const abort = (): void => {
        timer?.cancel();
        forget();
        reject(new StateFailure("States.TaskFailed", "The task was aborted"));
      };
      signal.addEventListener("abort", abort, { once: true });
    });
  }
}

function resultOf(description: Partial<DescribeExecutionCommandOutput>, isParsed: boolean): Json {
  const text = (value: string | undefined): Json => {
    if (value === undefined) return null;
    return isParsed ? parsed(value) : value;
  };
  const time = (date: Date | undefined): Json => date?.toISOString() ?? null;
  const result: Record<string, Json> = {
    ...(description.error === undefined ? {} : { Error: description.error }),
    ...(description.cause === undefined ? {} : { Cause: description.cause }),
    ExecutionArn: description.executionArn ?? "",
    Input: text(description.input),
    InputDetails: { Included: true },
    Name: description.name ?? "",
    ...(description.output === undefined ? {} : { Output: text(description.output) }),
    OutputDetails: { Included: true },
    StartDate: time(description.startDate),
    StateMachineArn: description.stateMachineArn ?? "",
    Status: description.status ?? "",
    StopDate: time(description.stopDate),
  };
  if (description.status === "SUCCEEDED") return result;
  throw new StateFailure("States.TaskFailed", toText(result));
}
