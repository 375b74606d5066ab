import { readFunctionName } from "../function-name.ts";
import { functionArn } from "../model.ts";
import type { LambdaOperation } from "../shapes.ts";

/** @see https://docs.aws.amazon.com/lambda/latest/api/API_GetFunctionConcurrency.html */
export const getFunctionConcurrency: LambdaOperation<"GetFunctionConcurrency"> = {
  access: (input, scope) => ({
    action: "lambda:GetFunctionConcurrency",
    resource: functionArn(scope, readFunctionName(input.FunctionName).name),
  }),

  run({ store }, input) {
    const { reservedConcurrency } = store.function(input.FunctionName);

    return reservedConcurrency === undefined ? {} : { ReservedConcurrentExecutions: reservedConcurrency };
  },
};
