import { accessTo } from "../access.ts";
import { listPage } from "../list-page.ts";
import type { StatesOperation } from "../shapes.ts";

/** @see https://docs.aws.amazon.com/step-functions/latest/apireference/API_ListStateMachines.html */
export const listStateMachines: StatesOperation<"ListStateMachines"> = {
  access: () => accessTo("ListStateMachines", "*"),

  run({ store: { store } }, input) {
    const { items, next } = listPage(store.machines(), input, ({ name }) => name);
    const stateMachines = items.map(({ arn, name, type, createdAt }) => ({
      stateMachineArn: arn,
      name,
      type,
      creationDate: new Date(createdAt),
    }));
    return { stateMachines, ...(next === undefined ? {} : { nextToken: next }) };
  },
};
