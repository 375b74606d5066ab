import { readFunctionName } from "../function-name.ts";
import { describeFunction } from "../function-output.ts";
import { functionArn } from "../model.ts";
import type { LambdaOperation } from "../shapes.ts";

/** @see https://docs.aws.amazon.com/lambda/latest/api/API_GetFunction.html */
export const getFunction: LambdaOperation<"GetFunction"> = {
  access: (input, scope) => ({
    action: "lambda:GetFunction",
    resource: functionArn(scope, readFunctionName(input.FunctionName, input.Qualifier).name),
  }),

  run({ store, endpoint }, input) {
    const fn = store.function(input.FunctionName, input.Qualifier);

    return {
      Configuration: describeFunction(fn),
      Code: { RepositoryType: "S3", Location: `${endpoint}/_millrace/lambda/code/${fn.code.blobId}` },
      ...(Object.keys(fn.tags).length === 0 ? {} : { Tags: { ...fn.tags } }),
      ...(fn.reservedConcurrency === undefined
        ? {}
        : { Concurrency: { ReservedConcurrentExecutions: fn.reservedConcurrency } }),
    };
  },
};
