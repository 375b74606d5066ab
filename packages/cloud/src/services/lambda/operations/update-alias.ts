import { checkAlias, describeAlias } from "../alias-output.ts";
import { aliasNotFound, revisionMismatch } from "../errors.ts";
import { onFunction } from "../function-name.ts";
import { functionArn } from "../model.ts";
import type { LambdaOperation } from "../shapes.ts";

/** @see https://docs.aws.amazon.com/lambda/latest/api/API_UpdateAlias.html */
export const updateAlias: LambdaOperation<"UpdateAlias"> = {
  access: onFunction("UpdateAlias"),

  run(call, input) {
    const { store, ids } = call;
    const fn = store.function(input.FunctionName);
    const before = store.alias(fn.name, input.Name);
    if (before === undefined) throw aliasNotFound(functionArn(call, fn.name, input.Name));
    if (input.RevisionId !== undefined && input.RevisionId !== before.revisionId) throw revisionMismatch();
    const alias = {
      ...before,
      version: input.FunctionVersion ?? before.version,
      description: input.Description ?? before.description,
      weights: input.RoutingConfig?.AdditionalVersionWeights ?? before.weights,
      revisionId: ids.uuid(),
    };
    checkAlias(store, alias);

    store.putAlias(alias);

    return describeAlias(alias);
  },
};
