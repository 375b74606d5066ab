import { accessTo } from "../access.ts";
import { loggingOutput } from "../machines/configuration.ts";
import { initialRevision } from "../model.ts";
import type { StatesOperation } from "../shapes.ts";

/** @see https://docs.aws.amazon.com/step-functions/latest/apireference/API_DescribeStateMachineForExecution.html */
export const describeStateMachineForExecution: StatesOperation<"DescribeStateMachineForExecution"> = {
  access: (input) => accessTo("DescribeStateMachineForExecution", input.executionArn),

  run({ store: { store } }, input) {
    const execution = store.execution(input.executionArn ?? "");
    const revision = store.revision(execution.machineArn, execution.revisionId);
    const isWhole = input.includedData !== "METADATA_ONLY";
    return {
      stateMachineArn: execution.machineArn,
      name: execution.machine,
      definition: isWhole ? revision.definition : "{}",
      roleArn: revision.roleArn,
      updateDate: new Date(revision.updatedAt),
      loggingConfiguration: loggingOutput(revision.logging),
      tracingConfiguration: { enabled: revision.isTraced },
      ...(execution.child === undefined ? {} : { mapRunArn: execution.child.mapRunArn }),
      ...(revision.id === initialRevision ? {} : { revisionId: revision.id }),
    };
  },
};
