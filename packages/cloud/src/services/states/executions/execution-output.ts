import type { DescribeExecutionCommandOutput, ExecutionListItem } from "@aws-sdk/client-sfn";
import { type Execution, redriveMsMax } from "../model.ts";

type Described = Omit<DescribeExecutionCommandOutput, "$metadata">;

/** Members that an answer has only when there is something to say. */
const defined = <Members extends object>(
  members: Members,
): { [Name in keyof Members]: Exclude<Members[Name], undefined> } =>
  Object.fromEntries(Object.entries(members).filter(([, value]) => value !== undefined)) as {
    [Name in keyof Members]: Exclude<Members[Name], undefined>;
  };

export function describeOutput(execution: Execution, now: number, includesData = true): Described {
  const date = (at: number | undefined): Date | undefined => (at === undefined ? undefined : new Date(at));
  return {
    ...defined({
      executionArn: execution.arn,
      stateMachineArn: execution.machineArn,
      stateMachineVersionArn: execution.versionArn,
      stateMachineAliasArn: execution.aliasArn,
      name: execution.name,
      status: execution.status,
      startDate: new Date(execution.startedAt),
      stopDate: date(execution.stoppedAt),
      redriveCount: execution.redriveCount,
      redriveDate: date(execution.redrivenAt),
      mapRunArn: execution.child?.mapRunArn,
      error: execution.error,
      cause: execution.cause,
      traceHeader: execution.traceHeader,
    }),
    ...redriveOutput(execution, now),
    ...(includesData
      ? defined({
          input: execution.input,
          inputDetails: { included: true },
          output: execution.output,
          outputDetails: execution.output === undefined ? undefined : { included: true },
        })
      : {}),
  } as Described;
}

/** Why an execution can be redriven or not. */
export function redriveOutput(
  { status, child, stoppedAt }: Execution,
  now: number,
): Pick<Described, "redriveStatus" | "redriveStatusReason"> {
  if (status === "RUNNING" || status === "SUCCEEDED") {
    return { redriveStatus: "NOT_REDRIVABLE", redriveStatusReason: `Execution is ${status} and cannot be redriven` };
  }
  if (now - (stoppedAt ?? now) > redriveMsMax) {
    return {
      redriveStatus: "NOT_REDRIVABLE",
      redriveStatusReason: "Execution history events are past the redrivable period",
    };
  }
  return { redriveStatus: child === undefined ? "REDRIVABLE" : "REDRIVABLE_BY_MAP_RUN" };
}

export function listOutput(execution: Execution): ExecutionListItem {
  const { child } = execution;
  return {
    executionArn: execution.arn,
    stateMachineArn: execution.machineArn,
    name: execution.name,
    status: execution.status,
    startDate: new Date(execution.startedAt),
    ...(execution.stoppedAt === undefined ? {} : { stopDate: new Date(execution.stoppedAt) }),
    ...(child === undefined ? {} : { mapRunArn: child.mapRunArn, itemCount: child.itemCount }),
    ...(execution.versionArn === undefined ? {} : { stateMachineVersionArn: execution.versionArn }),
    ...(execution.aliasArn === undefined ? {} : { stateMachineAliasArn: execution.aliasArn }),
    redriveCount: execution.redriveCount,
    ...(execution.redrivenAt === undefined ? {} : { redriveDate: new Date(execution.redrivenAt) }),
  };
}
