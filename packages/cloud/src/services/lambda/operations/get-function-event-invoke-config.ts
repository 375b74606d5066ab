import { noEventInvokeConfig } from "../errors.ts";
import { describeEventInvokeConfig } from "../event-invoke-config-output.ts";
import { readFunctionName } from "../function-name.ts";
import { functionArn } from "../model.ts";
import type { LambdaOperation } from "../shapes.ts";

/** @see https://docs.aws.amazon.com/lambda/latest/api/API_GetFunctionEventInvokeConfig.html */
export const getFunctionEventInvokeConfig: LambdaOperation<"GetFunctionEventInvokeConfig"> = {
  access: (input, scope) => ({
    action: "lambda:GetFunctionEventInvokeConfig",
    resource: functionArn(scope, readFunctionName(input.FunctionName, input.Qualifier).name),
  }),

  run({ store }, input) {
    const fn = store.function(input.FunctionName, input.Qualifier);
    if (fn.eventInvokeConfig === undefined) throw noEventInvokeConfig(`${fn.arn}:$LATEST`);

    return describeEventInvokeConfig(fn.arn, fn.eventInvokeConfig);
  },
};
