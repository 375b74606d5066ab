import type { UpdateRuntimeOn } from "@aws-sdk/client-lambda";
import { onQualified } from "../function-name.ts";
import type { LambdaOperation } from "../shapes.ts";

/** @see https://docs.aws.amazon.com/lambda/latest/api/API_GetRuntimeManagementConfig.html */
export const getRuntimeManagementConfig: LambdaOperation<"GetRuntimeManagementConfig"> = {
  access: onQualified("GetRuntimeManagementConfig"),

  run({ store }, input) {
    const { fn, arn } = store.target(input.FunctionName, input.Qualifier);
    const { updateOn, runtimeVersionArn } = fn.runtimeManagement;

    return {
      UpdateRuntimeOn: updateOn as UpdateRuntimeOn,
      FunctionArn: arn,
      ...(runtimeVersionArn === undefined ? {} : { RuntimeVersionArn: runtimeVersionArn }),
    };
  },
};
