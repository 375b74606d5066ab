import { accessTo } from "../access.ts";
import { readMachineArn } from "../arns.ts";
import { listPage } from "../list-page.ts";
import type { StatesOperation } from "../shapes.ts";

/** @see https://docs.aws.amazon.com/step-functions/latest/apireference/API_ListStateMachineAliases.html */
export const listStateMachineAliases: StatesOperation<"ListStateMachineAliases"> = {
  access: (input) => accessTo("ListStateMachineAliases", input.stateMachineArn),

  run({ store: { store } }, input) {
    const arn = input.stateMachineArn ?? "";
    const machine = store.machine(arn);
    const { qualifier } = readMachineArn(arn);
    const all = [...store.aliases(machine.name)];
    const wanted =
      qualifier === undefined ? all : all.filter(({ routes }) => routes.some(({ versionArn }) => versionArn === arn));
    const { items, next } = listPage(wanted, input, ({ name }) => name);
    const stateMachineAliases = items.map((alias) => ({
      stateMachineAliasArn: alias.arn,
      creationDate: new Date(alias.createdAt),
    }));
    return { stateMachineAliases, ...(next === undefined ? {} : { nextToken: next }) };
  },
};
