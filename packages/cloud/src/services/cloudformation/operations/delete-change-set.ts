import { onStack } from "../access.ts";
import { discardSet } from "../change-sets/discard-set.ts";
import { bracketedStackMissing, wrongChangeSetState } from "../errors.ts";
import type { StackOperation } from "../shapes.ts";

/** @see https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_DeleteChangeSet.html */
export const deleteChangeSet: StackOperation<"DeleteChangeSet"> = {
  access: onStack("DeleteChangeSet"),

  run(call, { ChangeSetName: name = "", StackName: stackName }) {
    const { store } = call;
    const stack = stackName === undefined ? undefined : store.stack(stackName, bracketedStackMissing);
    const set = store.findChangeSet(name, stack);
    if (set === undefined) return {};
    if (set.executionStatus === "EXECUTE_IN_PROGRESS") {
      throw wrongChangeSetState(
        `ChangeSet [${set.id}] cannot be deleted in its current execution status of [EXECUTE_IN_PROGRESS]`,
      );
    }

    discardSet(call, set);

    return {};
  },
};
