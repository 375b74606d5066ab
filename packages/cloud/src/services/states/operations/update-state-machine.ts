import { AwsError } from "@millrace/wire";
import { accessTo, passRole } from "../access.ts";
import { validation } from "../errors.ts";
import { checkDefinition, readLogging } from "../machines/configuration.ts";
import { encryptionOf } from "../machines/encryption.ts";
import { publishVersion } from "../machines/publish.ts";
import type { Revision } from "../model.ts";
import type { StatesOperation } from "../shapes.ts";

/** @see https://docs.aws.amazon.com/step-functions/latest/apireference/API_UpdateStateMachine.html */
export const updateStateMachine: StatesOperation<"UpdateStateMachine"> = {
  access: (input) => [accessTo("UpdateStateMachine", input.stateMachineArn), ...passRole(input.roleArn)],

  run({ store: { store }, clock, ids }, input) {
    const machine = store.machine(input.stateMachineArn ?? "");
    if (input.versionDescription !== undefined && input.publish !== true) {
      throw validation("Version description can only be set when publish is true");
    }
    const changes = [
      input.definition,
      input.roleArn,
      input.loggingConfiguration,
      input.tracingConfiguration,
      input.encryptionConfiguration,
    ];
    if (changes.every((change) => change === undefined) && input.publish !== true) {
      throw new AwsError(
        "MissingRequiredParameter",
        "Either the definition, the role ARN, the LoggingConfiguration, the EncryptionConfiguration or the TracingConfiguration must be specified",
      );
    }
    if (input.definition !== undefined) checkDefinition(input.definition, machine.type);
    const { revision: old } = machine;
    const changed = {
      definition: input.definition ?? old.definition,
      roleArn: input.roleArn ?? old.roleArn,
      logging: input.loggingConfiguration === undefined ? old.logging : readLogging(input.loggingConfiguration),
      isTraced: input.tracingConfiguration?.enabled ?? old.isTraced,
      encryption: encryptionOf(input.encryptionConfiguration) ?? old.encryption,
    };
    const now = clock.now();
    const { id, updatedAt, ...before } = old;
    const isChanged = JSON.stringify(changed) !== JSON.stringify(before);
    const revision: Revision = isChanged
      ? { id: ids.uuid(), ...changed, updatedAt: now }
      : { id, ...changed, updatedAt };

    const updated = { ...machine, revision };
    store.putMachine(updated);
    const version = input.publish
      ? publishVersion(store, updated, { description: input.versionDescription, now })
      : undefined;

    return {
      updateDate: new Date(now),
      revisionId: revision.id,
      ...(version === undefined ? {} : { stateMachineVersionArn: version.arn }),
    };
  },
};
