import { accessToQualified } from "../access.ts";
import { readMachineArn } from "../arns.ts";
import { conflict, invalidArn } from "../errors.ts";
import { versionNumber } from "../machines/resolve.ts";
import type { StatesOperation } from "../shapes.ts";

/** @see https://docs.aws.amazon.com/step-functions/latest/apireference/API_DeleteStateMachineVersion.html */
export const deleteStateMachineVersion: StatesOperation<"DeleteStateMachineVersion"> = {
  access: (input) => accessToQualified("DeleteStateMachineVersion", input.stateMachineVersionArn),

  run({ store: { store } }, input) {
    const arn = input.stateMachineVersionArn ?? "";
    const { name, qualifier } = readMachineArn(arn);
    if (qualifier === undefined || !/^\d+$/.test(qualifier)) throw invalidArn(arn);
    const version = store.findVersion(name, versionNumber(arn));
    const users = [...store.aliases(name)].filter(({ routes }) => routes.some(({ versionArn }) => versionArn === arn));
    if (users.length > 0) {
      const names = users.map((alias) => alias.name).join(", ");
      throw conflict(
        `Version to be deleted must not be referenced by an alias. Current list of aliases referencing this version: [${names}]`,
      );
    }

    if (version !== undefined) store.deleteVersion(version);
  },
};
