import { checkAlias, describeAlias } from "../alias-output.ts";
import { aliasExists } from "../errors.ts";
import { onFunction } from "../function-name.ts";
import { functionArn } from "../model.ts";
import type { LambdaOperation } from "../shapes.ts";

/** @see https://docs.aws.amazon.com/lambda/latest/api/API_CreateAlias.html */
export const createAlias: LambdaOperation<"CreateAlias"> = {
  access: onFunction("CreateAlias"),

  run(call, input) {
    const { store, ids } = call;
    const fn = store.function(input.FunctionName);
    const alias = {
      functionName: fn.name,
      name: input.Name,
      arn: functionArn(call, fn.name, input.Name),
      version: input.FunctionVersion,
      description: input.Description ?? "",
      weights: input.RoutingConfig?.AdditionalVersionWeights ?? {},
      revisionId: ids.uuid(),
    };
    if (store.alias(fn.name, input.Name) !== undefined) throw aliasExists(alias.arn);
    checkAlias(store, alias);

    store.putAlias(alias);

    return describeAlias(alias);
  },
};
