import { accessToQualified } from "../access.ts";
import { validation } from "../errors.ts";
import { aliasOf } from "../machines/alias-of.ts";
import { readRoutes } from "../machines/routes.ts";
import type { StatesOperation } from "../shapes.ts";

/** @see https://docs.aws.amazon.com/step-functions/latest/apireference/API_UpdateStateMachineAlias.html */
export const updateStateMachineAlias: StatesOperation<"UpdateStateMachineAlias"> = {
  access: (input) => accessToQualified("UpdateStateMachineAlias", input.stateMachineAliasArn),

  run({ store: { store }, clock }, input) {
    const alias = aliasOf(store, input.stateMachineAliasArn ?? "");
    if (input.description === undefined && input.routingConfiguration === undefined) {
      throw validation("Either description or routing configuration must be specified", "MISSING_REQUIRED_PARAMETER");
    }
    const routes =
      input.routingConfiguration === undefined ? alias.routes : readRoutes(store, input.routingConfiguration).routes;
    const updatedAt = clock.now();

    store.putAlias({ ...alias, routes, description: input.description ?? alias.description, updatedAt });

    return { updateDate: new Date(updatedAt) };
  },
};
