import { readFunctionName } from "../function-name.ts";
import { functionArn } from "../model.ts";
import type { LambdaOperation } from "../shapes.ts";

/** @see https://docs.aws.amazon.com/lambda/latest/api/API_PutFunctionConcurrency.html */
export const putFunctionConcurrency: LambdaOperation<"PutFunctionConcurrency"> = {
  access: (input, scope) => ({
    action: "lambda:PutFunctionConcurrency",
    resource: functionArn(scope, readFunctionName(input.FunctionName).name),
  }),

  run({ store }, input) {
    const fn = store.function(input.FunctionName);
    store.put({ ...fn, reservedConcurrency: input.ReservedConcurrentExecutions });

    return { ReservedConcurrentExecutions: input.ReservedConcurrentExecutions };
  },
};
