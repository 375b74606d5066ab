import type { Clock, Ids } from "@millrace/core";
import { AwsError } from "@millrace/wire";
import type { Metrics } from "../../../kernel/metrics.ts";
import { recursionFound, tooManyRequests } from "../errors.ts";
import type { FleetRequest, Invoked } from "../runtime/fleet.ts";
import type { LambdaStore, Target } from "../store.ts";
import { chooseVersion } from "./choose-version.ts";
import { recordFunctionMetric } from "./function-metric.ts";
import { loopsMax, throughFunction } from "./lineage.ts";
import { newTraceId } from "./trace-id.ts";

export interface Runner {
  readonly store: LambdaStore;
  readonly metrics: Metrics;
  readonly ids: Ids;
  readonly clock: Clock;
}

export interface RunRequest extends Pick<FleetRequest, "requestId" | "payload" | "sink"> {
  /** The trace header that came with the event; a new one is made when none did. */
  readonly traceId: string | undefined;
  readonly clientContext?: string | undefined;
}

export interface Ran extends Invoked {
  readonly executedVersion: string;
  /** The trace with this run in it. */
  readonly traceId: string;
}

/**
 * Runs one event on a function, through whichever door it came. Throws TooManyRequestsException at the function's limit and
 * RecursiveInvocationException for an event that goes round and round.
 */
export async function runFunction(runner: Runner, target: Target, request: RunRequest): Promise<Ran> {
  const { store, metrics, ids, clock } = runner;
  const { fn } = target;
  const measure = (name: string, value: number, unit: "Count" | "Milliseconds" = "Count"): void =>
    recordFunctionMetric(metrics, target, { name, value, unit });
  const { traceId, loops } = throughFunction(request.traceId ?? newTraceId(clock, ids), fn.arn);
  if (loops >= loopsMax && fn.recursiveLoop !== "Allow") {
    measure("RecursiveInvocationsDropped", 1);
    throw recursionFound();
  }
  if (fn.reservedConcurrency === 0) {
    measure("Throttles", 1);
    throw tooManyRequests();
  }
  const version = chooseVersion(store, target, ids);
  const invoked = await store.fleet
    .invoke(version, {
      requestId: request.requestId,
      payload: request.payload,
      clientContext: request.clientContext,
      traceId,
      functionArn: target.arn,
      concurrencyMax: fn.reservedConcurrency,
      ...(request.sink === undefined ? {} : { sink: request.sink }),
    })
    .catch((error: unknown) => {
      if (error instanceof AwsError && error.code === "TooManyRequestsException") measure("Throttles", 1);
      throw error;
    });
  measure("Invocations", 1);
  measure("Errors", invoked.functionError === undefined ? 0 : 1);
  measure("Duration", invoked.durationMs, "Milliseconds");
  const running = store.fleet.runningOf(fn.name) + 1;
  measure("ConcurrentExecutions", running);
  measureProvisioned(runner, target, running);
  return { ...invoked, executedVersion: version.version, traceId };
}

/** Reports how much of what is provisioned for a version or an alias is used. */
function measureProvisioned({ store, metrics }: Runner, { fn, qualifier = "" }: Target, running: number): void {
  const requested = store.provisioned(fn.name, qualifier)?.requested;
  if (requested === undefined) return;
  const dimensions = { FunctionName: fn.name, Resource: `${fn.name}:${qualifier}` };
  const record = (name: string, value: number): void =>
    metrics.record({ namespace: "AWS/Lambda", name, value, unit: "Count", dimensions });
  record("ProvisionedConcurrentExecutions", Math.min(running, requested));
  record("ProvisionedConcurrencyUtilization", Math.min(running / requested, 1));
  record(running > requested ? "ProvisionedConcurrencySpilloverInvocations" : "ProvisionedConcurrencyInvocations", 1);
}
