import { accessTo } from "../access.ts";
import { conflict } from "../errors.ts";
import { publishVersion } from "../machines/publish.ts";
import type { StatesOperation } from "../shapes.ts";

/** @see https://docs.aws.amazon.com/step-functions/latest/apireference/API_PublishStateMachineVersion.html */
export const publishStateMachineVersion: StatesOperation<"PublishStateMachineVersion"> = {
  access: (input) => accessTo("PublishStateMachineVersion", input.stateMachineArn),

  run({ store: { store }, clock }, input) {
    const machine = store.machine(input.stateMachineArn ?? "");
    if (input.revisionId !== undefined && input.revisionId !== machine.revision.id) {
      throw conflict(
        "Failed to publish the state machine version for the provided revision because it is not the latest.",
      );
    }

    const version = publishVersion(store, machine, { description: input.description, now: clock.now() });

    return { stateMachineVersionArn: version.arn, creationDate: new Date(version.createdAt) };
  },
};
