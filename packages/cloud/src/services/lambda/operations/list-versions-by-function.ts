import { readFunctionName } from "../function-name.ts";
import { describeFunction } from "../function-output.ts";
import { functionArn } from "../model.ts";
import type { LambdaOperation } from "../shapes.ts";

/** @see https://docs.aws.amazon.com/lambda/latest/api/API_ListVersionsByFunction.html */
export const listVersionsByFunction: LambdaOperation<"ListVersionsByFunction"> = {
  access: (input, scope) => ({
    action: "lambda:ListVersionsByFunction",
    resource: functionArn(scope, readFunctionName(input.FunctionName).name),
  }),

  run({ store }, input) {
    const fn = store.function(input.FunctionName);

    return { Versions: [{ ...describeFunction(fn), FunctionArn: `${fn.arn}:$LATEST` }] };
  },
};
