import { noEventInvokeConfig } from "../errors.ts";
import { eventInvokeQualifier } from "../event-invoke-config.ts";
import { onQualified, readFunctionName } from "../function-name.ts";
import { functionArn } from "../model.ts";
import type { LambdaOperation } from "../shapes.ts";

/** @see https://docs.aws.amazon.com/lambda/latest/api/API_DeleteFunctionEventInvokeConfig.html */
export const deleteFunctionEventInvokeConfig: LambdaOperation<"DeleteFunctionEventInvokeConfig"> = {
  access: onQualified("DeleteFunctionEventInvokeConfig"),

  run(call, input) {
    const { name, qualifier: given } = readFunctionName(input.FunctionName, input.Qualifier);
    const qualifier = eventInvokeQualifier(given);
    const config = call.store.eventInvokeConfig(name, qualifier);
    if (config === undefined) throw noEventInvokeConfig(functionArn(call, name, qualifier));

    call.store.deleteEventInvokeConfig(config);
  },
};
