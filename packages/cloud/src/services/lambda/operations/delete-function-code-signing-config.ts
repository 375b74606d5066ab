import { onFunction } from "../function-name.ts";
import type { LambdaOperation } from "../shapes.ts";

/** @see https://docs.aws.amazon.com/lambda/latest/api/API_DeleteFunctionCodeSigningConfig.html */
export const deleteFunctionCodeSigningConfig: LambdaOperation<"DeleteFunctionCodeSigningConfig"> = {
  access: onFunction("DeleteFunctionCodeSigningConfig"),

  run({ store }, input) {
    store.putQuietly({ ...store.function(input.FunctionName), codeSigningConfigArn: undefined });
  },
};
