import { accessToQualified } from "../access.ts";
import { beginExecution } from "../executions/begin-execution.ts";
import type { StatesOperation } from "../shapes.ts";

/** @see https://docs.aws.amazon.com/step-functions/latest/apireference/API_StartExecution.html */
export const startExecution: StatesOperation<"StartExecution"> = {
  access: (input) => accessToQualified("StartExecution", input.stateMachineArn),

  run(call, input) {
    const { arn, startedAt } = beginExecution(call, input);
    return { executionArn: arn, startDate: new Date(startedAt) };
  },
};
