import { executionArn, type Place } from "../arns.ts";
import type { Execution, ExecutionStatus, MachineType } from "../model.ts";
import type { ChildResult, MapInput, MapRun, Outcome } from "./map-run.ts";

export interface NewChild {
  readonly mapRun: MapRun;
  readonly parent: Execution;
  readonly input: MapInput;
  readonly type: MachineType;
  readonly name: string;
  readonly place: Place;
  readonly now: number;
}

/** The execution that does what a Map does to one item or batch. */
export function childExecution({ mapRun, parent, input, type, name, place, now }: NewChild): Execution {
  const group = `${parent.machine.split("/")[0]}/${mapRun.label}`;
  return {
    arn: executionArn(place, group, name),
    name,
    type,
    machine: group,
    machineArn: parent.machineArn,
    revisionId: parent.revisionId,
    roleArn: parent.roleArn,
    status: "RUNNING",
    input: input.input,
    startedAt: now,
    redriveCount: 0,
    child: { mapRunArn: mapRun.arn, index: input.index, place: mapRun.place, itemCount: input.itemCount },
  };
}

const outcomes: Readonly<Partial<Record<ExecutionStatus, Outcome>>> = {
  SUCCEEDED: "succeeded",
  FAILED: "failed",
  TIMED_OUT: "timedOut",
  ABORTED: "aborted",
};

export const childResult = (execution: Execution, index: number): ChildResult => ({
  index,
  outcome: outcomes[execution.status] ?? "aborted",
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
