import type { Metrics } from "../../kernel/metrics.ts";
import type { Execution, ExecutionStatus } from "./model.ts";

const namespace = "AWS/States";

const ends: Readonly<Partial<Record<ExecutionStatus, string>>> = {
  SUCCEEDED: "ExecutionsSucceeded",
  FAILED: "ExecutionsFailed",
  TIMED_OUT: "ExecutionsTimedOut",
  ABORTED: "ExecutionsAborted",
};

/** https://docs.aws.amazon.com/step-functions/latest/dg/procedure-cw-metrics.html */
export function reportStart(metrics: Metrics, { machineArn }: Execution): void {
  const dimensions = { StateMachineArn: machineArn };
  metrics.record({ namespace, name: "ExecutionsStarted", value: 1, unit: "Count", dimensions });
}

export function reportEnd(metrics: Metrics, { machineArn, status, startedAt, stoppedAt }: Execution): void {
  const dimensions = { StateMachineArn: machineArn };
  const name = ends[status];
  if (name !== undefined) metrics.record({ namespace, name, value: 1, unit: "Count", dimensions });
  const value = (stoppedAt ?? startedAt) - startedAt;
  metrics.record({ namespace, name: "ExecutionTime", value, unit: "Milliseconds", dimensions });
}
