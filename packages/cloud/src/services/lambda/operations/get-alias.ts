import { describeAlias } from "../alias-output.ts";
import { aliasNotFound } from "../errors.ts";
import { onFunction, readFunctionName } from "../function-name.ts";
import { functionArn } from "../model.ts";
import type { LambdaOperation } from "../shapes.ts";

/** @see https://docs.aws.amazon.com/lambda/latest/api/API_GetAlias.html */
export const getAlias: LambdaOperation<"GetAlias"> = {
  access: onFunction("GetAlias"),

  run(call, input) {
    const { name } = readFunctionName(input.FunctionName);
    const alias = call.store.alias(name, input.Name);
    if (alias === undefined) throw aliasNotFound(functionArn(call, name, input.Name));

    return describeAlias(alias);
  },
};
