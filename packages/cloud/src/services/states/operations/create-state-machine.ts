import { accessToMachine, passRole, tagContext } from "../access.ts";
import { machineArn } from "../arns.ts";
import { machineExists, tooManyTags, validation } from "../errors.ts";
import { checkDefinition, checkName, mergeTags, readLogging } from "../machines/configuration.ts";
import { encryptionOf } from "../machines/encryption.ts";
import { publishVersion } from "../machines/publish.ts";
import { initialRevision, ownedKey, type StateMachine, tagsMax } from "../model.ts";
import type { StatesOperation } from "../shapes.ts";

/** @see https://docs.aws.amazon.com/step-functions/latest/apireference/API_CreateStateMachine.html */
export const createStateMachine: StatesOperation<"CreateStateMachine"> = {
  access: (input, scope) => [
    { ...accessToMachine("CreateStateMachine", scope, input.name), context: tagContext(input.tags) },
    ...passRole(input.roleArn),
  ],

  run({ store: { store }, account, region, clock }, input) {
    const { name = "", definition = "", roleArn = "", type = "STANDARD" } = input;
    if (input.versionDescription !== undefined && input.publish !== true) {
      throw validation("Version description can only be set when publish is true");
    }
    checkName(name);
    const logging = readLogging(input.loggingConfiguration);
    checkDefinition(definition, type);
    const arn = machineArn({ account, region }, name);
    const tags = mergeTags([], input.tags ?? []);
    if (tags.length > tagsMax) throw tooManyTags(arn);
    const now = clock.now();
    const made: StateMachine = {
      name,
      arn,
      type,
      createdAt: now,
      revision: {
        id: initialRevision,
        definition,
        roleArn,
        logging,
        isTraced: input.tracingConfiguration?.enabled ?? false,
        encryption: encryptionOf(input.encryptionConfiguration) ?? ownedKey,
        updatedAt: now,
      },
      tags,
      lastVersion: 0,
    };
    const known = store.findMachine(name);
    if (known !== undefined && !isSame(known, made)) throw machineExists(arn);

    const machine = known ?? made;
    if (known === undefined) store.putMachine(made);
    const version = input.publish
      ? publishVersion(store, machine, { description: input.versionDescription, now })
      : undefined;

    return {
      stateMachineArn: arn,
      creationDate: new Date(machine.createdAt),
      ...(version === undefined ? {} : { stateMachineVersionArn: version.arn }),
    };
  },
};

/** https://docs.aws.amazon.com/step-functions/latest/apireference/API_CreateStateMachine.html: what makes it idempotent */
function isSame(one: StateMachine, other: StateMachine): boolean {
  const told = ({ type, revision: { definition, logging, isTraced, encryption } }: StateMachine): string =>
    JSON.stringify([type, definition, logging, isTraced, encryption]);
  return told(one) === told(other);
}
