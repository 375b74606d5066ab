import type { StartSyncExecutionCommandOutput } from "@aws-sdk/client-sfn";
import type { Execution } from "../model.ts";

/** https://aws.amazon.com/step-functions/pricing/: time is billed in steps of 100 ms, memory in steps of 64 MB */
const billedMs = 100;
const billedMegabytes = 64;

export function syncOutput(
  execution: Execution,
  includesData: boolean,
): Omit<StartSyncExecutionCommandOutput, "$metadata"> {
  const stoppedAt = execution.stoppedAt ?? execution.startedAt;
  const status = execution.status === "SUCCEEDED" || execution.status === "TIMED_OUT" ? execution.status : "FAILED";
  return {
    executionArn: execution.arn,
    stateMachineArn: execution.machineArn,
    name: execution.name,
    startDate: new Date(execution.startedAt),
    stopDate: new Date(stoppedAt),
    status,
    ...(execution.error === undefined ? {} : { error: execution.error }),
    ...(execution.cause === undefined ? {} : { cause: execution.cause }),
    ...(execution.traceHeader === undefined ? {} : { traceHeader: execution.traceHeader }),
    ...(includesData ? { input: execution.input, inputDetails: { included: true } } : {}),
    ...(includesData && execution.output !== undefined
      ? { output: execution.output, outputDetails: { included: true } }
      : {}),
    billingDetails: {
      billedMemoryUsedInMB: billedMegabytes,
      billedDurationInMilliseconds: Math.max(1, Math.ceil((stoppedAt - execution.startedAt) / billedMs)) * billedMs,
    },
  };
}
