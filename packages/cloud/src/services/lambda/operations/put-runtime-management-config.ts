import { invalidParameter } from "../errors.ts";
import { onQualified } from "../function-name.ts";
import { runtimeVersionArn } from "../function-output.ts";
import type { LambdaOperation } from "../shapes.ts";

/** @see https://docs.aws.amazon.com/lambda/latest/api/API_PutRuntimeManagementConfig.html */
export const putRuntimeManagementConfig: LambdaOperation<"PutRuntimeManagementConfig"> = {
  access: onQualified("PutRuntimeManagementConfig"),

  run({ store }, input) {
    const { fn, version, arn } = store.target(input.FunctionName, input.Qualifier);
    if (input.UpdateRuntimeOn === "Manual" && input.RuntimeVersionArn === undefined) {
      throw invalidParameter("RuntimeVersionArn is required when UpdateRuntimeOn is Manual.");
    }
    const updateOn = input.UpdateRuntimeOn;
    store.putQuietly({ ...fn, runtimeManagement: { updateOn, runtimeVersionArn: input.RuntimeVersionArn } });

    return {
      UpdateRuntimeOn: updateOn,
      FunctionArn: arn,
      ...(updateOn === "Manual" ? { RuntimeVersionArn: input.RuntimeVersionArn ?? runtimeVersionArn(version) } : {}),
    };
  },
};
