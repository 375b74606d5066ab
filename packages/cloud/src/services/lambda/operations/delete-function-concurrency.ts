import { onFunction } from "../function-name.ts";
import type { LambdaOperation } from "../shapes.ts";

/** @see https://docs.aws.amazon.com/lambda/latest/api/API_DeleteFunctionConcurrency.html */
export const deleteFunctionConcurrency: LambdaOperation<"DeleteFunctionConcurrency"> = {
  access: onFunction("DeleteFunctionConcurrency"),

  run({ store }, input) {
    store.putQuietly({ ...store.function(input.FunctionName), reservedConcurrency: undefined });
  },
};
