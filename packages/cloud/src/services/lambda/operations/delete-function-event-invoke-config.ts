import { noEventInvokeConfig } from "../errors.ts";
import { readFunctionName } from "../function-name.ts";
import { functionArn } from "../model.ts";
import type { LambdaOperation } from "../shapes.ts";

/** @see https://docs.aws.amazon.com/lambda/latest/api/API_DeleteFunctionEventInvokeConfig.html */
export const deleteFunctionEventInvokeConfig: LambdaOperation<"DeleteFunctionEventInvokeConfig"> = {
  access: (input, scope) => ({
    action: "lambda:DeleteFunctionEventInvokeConfig",
    resource: functionArn(scope, readFunctionName(input.FunctionName, input.Qualifier).name),
  }),

  run({ store }, input) {
    const fn = store.function(input.FunctionName, input.Qualifier);
    if (fn.eventInvokeConfig === undefined) throw noEventInvokeConfig(`${fn.arn}:$LATEST`);

    store.put({ ...fn, eventInvokeConfig: undefined });
  },
};
