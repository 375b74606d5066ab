import { environmentFor } from "../environment-key.ts";
import { onQualified } from "../function-name.ts";
import { describeFunction } from "../function-output.ts";
import type { LambdaOperation } from "../shapes.ts";
import { codeLocation } from "../urls/code-location.ts";

/** @see https://docs.aws.amazon.com/lambda/latest/api/API_GetFunction.html */
export const getFunction: LambdaOperation<"GetFunction"> = {
  access: onQualified("GetFunction"),

  async run(call, input) {
    const { fn, version, arn } = call.store.target(input.FunctionName, input.Qualifier);

    return {
      Configuration: { ...describeFunction(version, arn), ...(await environmentFor(call, version)) },
      Code: { RepositoryType: "S3", Location: codeLocation(call, version.code) },
      ...(Object.keys(fn.tags).length === 0 ? {} : { Tags: { ...fn.tags } }),
      ...(fn.reservedConcurrency === undefined
        ? {}
        : { Concurrency: { ReservedConcurrentExecutions: fn.reservedConcurrency } }),
    };
  },
};
