import { accessToQualified } from "../access.ts";
import { aliasOf } from "../machines/alias-of.ts";
import { routesOutput } from "../machines/routes.ts";
import type { StatesOperation } from "../shapes.ts";

/** @see https://docs.aws.amazon.com/step-functions/latest/apireference/API_DescribeStateMachineAlias.html */
export const describeStateMachineAlias: StatesOperation<"DescribeStateMachineAlias"> = {
  access: (input) => accessToQualified("DescribeStateMachineAlias", input.stateMachineAliasArn),

  run({ store: { store } }, input) {
    const { arn, name, description, routes, createdAt, updatedAt } = aliasOf(store, input.stateMachineAliasArn ?? "");
    return {
      stateMachineAliasArn: arn,
      name,
      ...(description === undefined ? {} : { description }),
      routingConfiguration: routesOutput(routes),
      creationDate: new Date(createdAt),
      updateDate: new Date(updatedAt),
    };
  },
};
