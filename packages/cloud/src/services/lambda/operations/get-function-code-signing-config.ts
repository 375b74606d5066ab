import { onFunction } from "../function-name.ts";
import type { LambdaOperation } from "../shapes.ts";

/** @see https://docs.aws.amazon.com/lambda/latest/api/API_GetFunctionCodeSigningConfig.html */
export const getFunctionCodeSigningConfig: LambdaOperation<"GetFunctionCodeSigningConfig"> = {
  access: onFunction("GetFunctionCodeSigningConfig"),

  run({ store }, input) {
    const { name, codeSigningConfigArn } = store.function(input.FunctionName);
    // As AWS has it: a function without one is answered with no members at all.
    return codeSigningConfigArn === undefined
      ? ({} as { CodeSigningConfigArn: string; FunctionName: string })
      : { CodeSigningConfigArn: codeSigningConfigArn, FunctionName: name };
  },
};
