import { onFunction } from "../function-name.ts";
import type { LambdaOperation } from "../shapes.ts";

/** @see https://docs.aws.amazon.com/lambda/latest/api/API_GetFunctionConcurrency.html */
export const getFunctionConcurrency: LambdaOperation<"GetFunctionConcurrency"> = {
  access: onFunction("GetFunctionConcurrency"),

  run({ store }, input) {
    const { reservedConcurrency } = store.function(input.FunctionName);

    return reservedConcurrency === undefined ? {} : { ReservedConcurrentExecutions: reservedConcurrency };
  },
};
