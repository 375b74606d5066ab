import { onFunction } from "../function-name.ts";
import type { LambdaOperation } from "../shapes.ts";

/** @see https://docs.aws.amazon.com/lambda/latest/api/API_PutFunctionRecursionConfig.html */
export const putFunctionRecursionConfig: LambdaOperation<"PutFunctionRecursionConfig"> = {
  access: onFunction("PutFunctionRecursionConfig"),

  run({ store }, input) {
    const fn = store.function(input.FunctionName);
    store.putQuietly({ ...fn, recursiveLoop: input.RecursiveLoop });

    return { RecursiveLoop: input.RecursiveLoop };
  },
};
