import { onStack } from "../access.ts";
import type { ChangeSet } from "../change-sets/model.ts";
import { refuseUpdate, running, start } from "../engine/start.ts";
import { validation, wrongChangeSetState } from "../errors.ts";
import type { StackOperation } from "../shapes.ts";
import type { StackStore } from "../store.ts";

/** @see https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_ExecuteChangeSet.html */
export const executeChangeSet: StackOperation<"ExecuteChangeSet"> = {
  access: onStack("ExecuteChangeSet"),

  run(call, input) {
    const { store, clock } = call;
    const stack = input.StackName === undefined ? undefined : store.stack(input.StackName);
    const set = store.changeSet(input.ChangeSetName ?? "", stack);
    if (set.executionStatus !== "AVAILABLE") {
      throw wrongChangeSetState(
        `ChangeSet [${set.id}] cannot be executed in its current execution status of [${set.executionStatus}]`,
      );
    }
    if (input.DisableRollback === true && set.onStackFailure !== undefined) {
      throw validation("You can specify either DisableRollback or OnStackFailure, but not both.");
    }
    refuseWithoutRoot(store, set);
    const now = store.stack(set.stackId);
    const isNew = now.status === "REVIEW_IN_PROGRESS";
    if (!isNew) refuseUpdate(now);

    for (const other of store.changeSets(now.id)) store.putChangeSet({ ...other, executionStatus: "OBSOLETE" });
    store.putChangeSet({ ...set, executionStatus: "EXECUTE_COMPLETE" });
    const status = set.type === "IMPORT" ? "IMPORT_IN_PROGRESS" : isNew ? "CREATE_IN_PROGRESS" : "UPDATE_IN_PROGRESS";
    start(call, now, status, {
      principal: call.principal,
      roleArn: set.roleArn ?? now.roleArn,
      changeSetId: set.id,
      updatedAt: clock.now(),
      rollbackTriggers: set.rollbackTriggers,
      disableRollback: input.DisableRollback ?? now.disableRollback,
      running: running(call, set.target, {
        token: input.ClientRequestToken,
        disableRollback: input.DisableRollback ?? false,
        onFailure: set.onStackFailure ?? "ROLLBACK",
        retainExceptOnCreate: input.RetainExceptOnCreate ?? false,
        imports: set.imports,
        changeSetId: set.id,
      }),
    });

    return {};
  },
};

/** That of a nested stack is executed by the one around it. */
function refuseWithoutRoot(store: StackStore, { id, parentId, rootId }: ChangeSet): void {
  const parent = parentId === undefined ? undefined : store.findChangeSet(parentId, undefined);
  if (parent === undefined || parent.executionStatus === "EXECUTE_COMPLETE") return;
  throw validation(`ChangeSet [${id}] is that of a nested stack, execute its root change set [${rootId}]`);
}
