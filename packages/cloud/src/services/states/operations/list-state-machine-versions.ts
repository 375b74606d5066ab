import { accessTo } from "../access.ts";
import { listPage } from "../list-page.ts";
import type { StatesOperation } from "../shapes.ts";

/** @see https://docs.aws.amazon.com/step-functions/latest/apireference/API_ListStateMachineVersions.html */
export const listStateMachineVersions: StatesOperation<"ListStateMachineVersions"> = {
  access: (input) => accessTo("ListStateMachineVersions", input.stateMachineArn),

  run({ store: { store } }, input) {
    const machine = store.machine(input.stateMachineArn ?? "");
    const newestFirst = [...store.versions(machine.name)].reverse();
    // Pages go on in the order of their ids: the newest version has the smallest.
    const { items, next } = listPage(newestFirst, input, ({ number }) => String(1e9 - number).padStart(10, "0"));
    const stateMachineVersions = items.map(({ arn, createdAt }) => ({
      stateMachineVersionArn: arn,
      creationDate: new Date(createdAt),
    }));
    return { stateMachineVersions, ...(next === undefined ? {} : { nextToken: next }) };
  },
};
