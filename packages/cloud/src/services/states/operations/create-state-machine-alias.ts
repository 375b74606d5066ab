import { accessTo } from "../access.ts";
import { conflict, quotaExceeded } from "../errors.ts";
import { checkName } from "../machines/configuration.ts";
import { readRoutes } from "../machines/routes.ts";
import { aliasesMax } from "../model.ts";
import type { StatesOperation } from "../shapes.ts";

/** @see https://docs.aws.amazon.com/step-functions/latest/apireference/API_CreateStateMachineAlias.html */
export const createStateMachineAlias: StatesOperation<"CreateStateMachineAlias"> = {
  access: (input) => {
    const arn = input.routingConfiguration?.[0]?.stateMachineVersionArn ?? "*";
    return accessTo("CreateStateMachineAlias", arn === "*" ? arn : arn.split(":").slice(0, 7).join(":"));
  },

  run({ store: { store }, clock }, input) {
    const name = input.name ?? "";
    checkName(name);
    const { machine, routes } = readRoutes(store, input.routingConfiguration);
    const arn = `${machine.arn}:${name}`;
    const known = store.findAlias(machine.name, name);
    if (known !== undefined) {
      if (known.description === input.description && JSON.stringify(known.routes) === JSON.stringify(routes)) {
        return { stateMachineAliasArn: known.arn, creationDate: new Date(known.createdAt) };
      }
      throw conflict(
        "Failed to create alias because an alias with the same name and a different routing configuration already exists.",
      );
    }
    if ([...store.aliases(machine.name)].length >= aliasesMax) {
      throw quotaExceeded(`A state machine cannot have more than ${aliasesMax} aliases`);
    }
    const now = clock.now();

    store.putAlias({
      machine: machine.name,
      name,
      arn,
      description: input.description,
      routes,
      createdAt: now,
      updatedAt: now,
    });

    return { stateMachineAliasArn: arn, creationDate: new Date(now) };
  },
};
