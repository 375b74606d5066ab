import { accessToQualified } from "../access.ts";
import { readMachineArn } from "../arns.ts";
import { loggingOutput } from "../machines/configuration.ts";
import { encryptionOutput } from "../machines/encryption.ts";
import { resolveMachine } from "../machines/resolve.ts";
import { initialRevision } from "../model.ts";
import type { StatesOperation } from "../shapes.ts";

/** @see https://docs.aws.amazon.com/step-functions/latest/apireference/API_DescribeStateMachine.html */
export const describeStateMachine: StatesOperation<"DescribeStateMachine"> = {
  access: (input) => accessToQualified("DescribeStateMachine", input.stateMachineArn),

  run({ store: { store }, ids }, input) {
    const { machine, version, revisionId } = resolveMachine(store, input.stateMachineArn ?? "", ids);
    const revision = store.revision(machine.arn, revisionId);
    const { label } = readMachineArn(input.stateMachineArn ?? "");
    const isWhole = input.includedData !== "METADATA_ONLY";
    return {
      stateMachineArn: version?.arn ?? machine.arn,
      name: machine.name,
      status: "ACTIVE" as const,
      definition: isWhole ? revision.definition : "{}",
      roleArn: revision.roleArn,
      type: machine.type,
      creationDate: new Date(version?.createdAt ?? machine.createdAt),
      loggingConfiguration: loggingOutput(revision.logging),
      tracingConfiguration: { enabled: revision.isTraced },
      ...(label === undefined ? {} : { label }),
      ...(revision.id === initialRevision ? {} : { revisionId: revision.id }),
      ...(version?.description === undefined ? {} : { description: version.description }),
      ...(revision.encryption.type === "AWS_OWNED_KEY"
        ? {}
        : { encryptionConfiguration: encryptionOutput(revision.encryption) }),
    };
  },
};
