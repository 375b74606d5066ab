import { AwsError } from "@millrace/wire";
import type { JobHandler } from "../../kernel/job-handler.ts";
import type { Jobs } from "../../kernel/jobs.ts";
import { servicePrincipal } from "../../kernel/principal.ts";
import type { Execution } from "./model.ts";

export const statusJob = "status";

interface StatusEvent {
  readonly Source: string;
  readonly DetailType: string;
  readonly Resources: string[];
  readonly Detail: string;
}

/** Tells the default event bus that a Standard execution has begun or ended. Express ones are not told of. */
export function announce(jobs: Jobs, execution: Execution): void {
  if (execution.type === "EXPRESS" || execution.child !== undefined) return;
  jobs.add(statusJob, eventOf(execution));
}

/** https://docs.aws.amazon.com/step-functions/latest/dg/eventbridge-integration.html */
function eventOf(execution: Execution): StatusEvent {
  const { output, error, cause, stoppedAt } = execution;
  const detail = {
    executionArn: execution.arn,
    stateMachineArn: execution.machineArn,
    stateMachineVersionArn: execution.versionArn ?? null,
    stateMachineAliasArn: execution.aliasArn ?? null,
    name: execution.name,
    status: execution.status,
    startDate: execution.startedAt,
    stopDate: stoppedAt ?? null,
    redriveCount: execution.redriveCount,
    redriveDate: execution.redrivenAt ?? null,
    input: execution.input,
    inputDetails: { included: true },
    output: output ?? null,
    outputDetails: output === undefined ? null : { included: true },
    error: error ?? null,
    cause: cause ?? null,
  };
  return {
    Source: "aws.states",
    DetailType: "Step Functions Execution Status Change",
    Resources: [execution.arn],
    Detail: JSON.stringify(detail),
  };
}

/** Events of AWS's own services are delivered as well as it goes: a bus that takes none is no reason to try again. */
export const sendStatus: JobHandler<unknown> = {
  laneConcurrencyMax: 20,
  async run(call, { payload }) {
    const principal = servicePrincipal("states.amazonaws.com", call.account);
    try {
      await call.aws.call("events", "PutEvents", { Entries: [payload as StatusEvent] }, { principal });
    } catch (error) {
      if (!(error instanceof AwsError)) throw error;
    }
    return "done";
  },
};
