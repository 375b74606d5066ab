import { readFunctionName } from "../function-name.ts";
import { describeFunction } from "../function-output.ts";
import { functionArn } from "../model.ts";
import type { LambdaOperation } from "../shapes.ts";

/** @see https://docs.aws.amazon.com/lambda/latest/api/API_GetFunctionConfiguration.html */
export const getFunctionConfiguration: LambdaOperation<"GetFunctionConfiguration"> = {
  access: (input, scope) => ({
    action: "lambda:GetFunctionConfiguration",
    resource: functionArn(scope, readFunctionName(input.FunctionName, input.Qualifier).name),
  }),

  run: ({ store }, input) => describeFunction(store.function(input.FunctionName, input.Qualifier)),
};
