import { readFunctionName } from "../function-name.ts";
import { functionArn } from "../model.ts";
import type { LambdaOperation } from "../shapes.ts";

/** @see https://docs.aws.amazon.com/lambda/latest/api/API_DeleteFunction.html */
export const deleteFunction: LambdaOperation<"DeleteFunction"> = {
  access: (input, scope) => ({
    action: "lambda:DeleteFunction",
    resource: functionArn(scope, readFunctionName(input.FunctionName, input.Qualifier).name),
  }),

  run({ store }, input) {
    store.delete(store.function(input.FunctionName, input.Qualifier));

    return { StatusCode: 204 };
  },
};
