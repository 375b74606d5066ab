import { readFunctionName } from "../function-name.ts";
import { functionArn } from "../model.ts";
import type { LambdaOperation } from "../shapes.ts";

/**
 * Terraform asks this of every function. Code signing configurations cannot be made here, so none is ever attached.
 * @see https://docs.aws.amazon.com/lambda/latest/api/API_GetFunctionCodeSigningConfig.html
 */
export const getFunctionCodeSigningConfig: LambdaOperation<"GetFunctionCodeSigningConfig"> = {
  access: (input, scope) => ({
    action: "lambda:GetFunctionCodeSigningConfig",
    resource: functionArn(scope, readFunctionName(input.FunctionName).name),
  }),

  run: ({ store }, input) => ({ CodeSigningConfigArn: "", FunctionName: store.function(input.FunctionName).name }),
};
