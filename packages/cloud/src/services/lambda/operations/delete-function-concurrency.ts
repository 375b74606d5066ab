import { readFunctionName } from "../function-name.ts";
import { functionArn } from "../model.ts";
import type { LambdaOperation } from "../shapes.ts";

/** @see https://docs.aws.amazon.com/lambda/latest/api/API_DeleteFunctionConcurrency.html */
export const deleteFunctionConcurrency: LambdaOperation<"DeleteFunctionConcurrency"> = {
  access: (input, scope) => ({
    action: "lambda:DeleteFunctionConcurrency",
    resource: functionArn(scope, readFunctionName(input.FunctionName).name),
  }),

  run({ store }, input) {
    store.put({ ...store.function(input.FunctionName), reservedConcurrency: undefined });
  },
};
