import type { RecursiveLoop } from "@aws-sdk/client-lambda";
import { onFunction } from "../function-name.ts";
import type { LambdaOperation } from "../shapes.ts";

/** @see https://docs.aws.amazon.com/lambda/latest/api/API_GetFunctionRecursionConfig.html */
export const getFunctionRecursionConfig: LambdaOperation<"GetFunctionRecursionConfig"> = {
  access: onFunction("GetFunctionRecursionConfig"),

  run: ({ store }, input) => ({
    RecursiveLoop: store.function(input.FunctionName).recursiveLoop as RecursiveLoop,
  }),
};
