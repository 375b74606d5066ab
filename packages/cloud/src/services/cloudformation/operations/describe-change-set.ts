import { onStack } from "../access.ts";
import { bracketedStackMissing, validation } from "../errors.ts";
import { changeOutput, changeSetSummary, parametersOutput, rollbackOutput } from "../outputs.ts";
import type { StackOperation } from "../shapes.ts";

const pageMax = 100;

/** @see https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_DescribeChangeSet.html */
export const describeChangeSet: StackOperation<"DescribeChangeSet"> = {
  access: onStack("DescribeChangeSet"),

  run({ store }, input) {
    const { ChangeSetName: name = "", StackName: stackName } = input;
    if (stackName === undefined && !name.startsWith("arn:")) {
      throw validation("StackName must be specified if ChangeSetName is not specified as an ARN.");
    }
    const stack = stackName === undefined ? undefined : store.stack(stackName, bracketedStackMissing);
    const set = store.changeSet(name, stack);
    const withValues = input.IncludePropertyValues === true;
    const from = Number(input.NextToken ?? 0);
    const { ParentChangeSetId, RootChangeSetId, ...summary } = changeSetSummary(set);
    const parameters = set.status === "FAILED" ? [] : parametersOutput(store, set.target);
    return {
      ...summary,
      ...(withValues && set.warning !== undefined ? { StatusReason: set.warning } : {}),
      ...(parameters.length === 0 ? {} : { Parameters: parameters }),
      NotificationARNs: [...set.target.notificationArns],
      RollbackConfiguration: rollbackOutput({ rollbackTriggers: set.rollbackTriggers, monitoringMinutes: undefined }),
      Capabilities: [...set.target.capabilities] as ["CAPABILITY_IAM"],
      ...(set.target.tags.length === 0 ? {} : { Tags: [...set.target.tags] }),
      Changes: set.changes.slice(from, from + pageMax).map((change) => changeOutput(change, withValues)),
      NextToken: set.changes.length > from + pageMax ? String(from + pageMax) : undefined,
      OnStackFailure: set.onStackFailure,
      ParentChangeSetId,
      RootChangeSetId,
    };
  },
};
