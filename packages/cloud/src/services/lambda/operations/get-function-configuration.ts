import { environmentFor } from "../environment-key.ts";
import { onQualified } from "../function-name.ts";
import { describeFunction } from "../function-output.ts";
import type { LambdaOperation } from "../shapes.ts";

/** @see https://docs.aws.amazon.com/lambda/latest/api/API_GetFunctionConfiguration.html */
export const getFunctionConfiguration: LambdaOperation<"GetFunctionConfiguration"> = {
  access: onQualified("GetFunctionConfiguration"),

  async run(call, input) {
    const { version, arn } = call.store.target(input.FunctionName, input.Qualifier);

    return { ...describeFunction(version, arn), ...(await environmentFor(call, version)) };
  },
};
