import { accessTo } from "../access.ts";
import { describeOutput } from "../executions/execution-output.ts";
import type { StatesOperation } from "../shapes.ts";

/** @see https://docs.aws.amazon.com/step-functions/latest/apireference/API_DescribeExecution.html */
export const describeExecution: StatesOperation<"DescribeExecution"> = {
  access: (input) => accessTo("DescribeExecution", input.executionArn),

  run({ store: { store }, clock }, input) {
    const execution = store.execution(input.executionArn ?? "");
    return describeOutput(execution, clock.now(), input.includedData !== "METADATA_ONLY");
  },
};
