import { onStack } from "../access.ts";
import { bracketedStackMissing, wrongChangeSetState } from "../errors.ts";
import type { StackOperation } from "../shapes.ts";

/** @see https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_DeleteChangeSet.html */
export const deleteChangeSet: StackOperation<"DeleteChangeSet"> = {
  access: onStack("DeleteChangeSet"),

  run({ store }, { ChangeSetName: name = "", StackName: stackName }) {
    const stack = stackName === undefined ? undefined : store.stack(stackName, bracketedStackMissing);
    const set = store.findChangeSet(name, stack);
    if (set === undefined) return {};
    if (set.executionStatus === "EXECUTE_IN_PROGRESS") {
      throw wrongChangeSetState(
        `ChangeSet [${set.id}] cannot be deleted in its current execution status of [EXECUTE_IN_PROGRESS]`,
      );
    }

    store.deleteChangeSet(set);

    return {};
  },
};
