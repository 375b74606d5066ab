import { accessToQualified } from "../access.ts";
import { aliasOf } from "../machines/alias-of.ts";
import type { StatesOperation } from "../shapes.ts";

/** @see https://docs.aws.amazon.com/step-functions/latest/apireference/API_DeleteStateMachineAlias.html */
export const deleteStateMachineAlias: StatesOperation<"DeleteStateMachineAlias"> = {
  access: (input) => accessToQualified("DeleteStateMachineAlias", input.stateMachineAliasArn),

  run({ store: { store } }, input) {
    store.deleteAlias(aliasOf(store, input.stateMachineAliasArn ?? ""));
  },
};
