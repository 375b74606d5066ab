import { accessTo } from "../access.ts";
import { readMachineArn } from "../arns.ts";
import type { StatesOperation } from "../shapes.ts";

/** @see https://docs.aws.amazon.com/step-functions/latest/apireference/API_DeleteStateMachine.html */
export const deleteStateMachine: StatesOperation<"DeleteStateMachine"> = {
  access: (input) => accessTo("DeleteStateMachine", input.stateMachineArn),

  run({ store: { store } }, input) {
    const machine = store.findMachine(readMachineArn(input.stateMachineArn ?? "").name);
    if (machine !== undefined) store.deleteMachine(machine);
  },
};
