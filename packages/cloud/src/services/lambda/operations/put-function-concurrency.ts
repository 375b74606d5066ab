import { accountLimits, reservedExecutions } from "../account-limits.ts";
import { invalidParameter } from "../errors.ts";
import { onFunction } from "../function-name.ts";
import type { LambdaOperation } from "../shapes.ts";

/** @see https://docs.aws.amazon.com/lambda/latest/api/API_PutFunctionConcurrency.html */
export const putFunctionConcurrency: LambdaOperation<"PutFunctionConcurrency"> = {
  access: onFunction("PutFunctionConcurrency"),

  run({ store }, input) {
    const fn = store.function(input.FunctionName);
    const { ReservedConcurrentExecutions: reservedConcurrency } = input;
    const { concurrentExecutions, unreservedExecutionsMin } = accountLimits;
    if (concurrentExecutions - reservedExecutions(store, fn.name) - reservedConcurrency < unreservedExecutionsMin) {
      throw invalidParameter(
        `Specified ReservedConcurrentExecutions for function decreases account's UnreservedConcurrentExecution below its minimum value of [${unreservedExecutionsMin}].`,
      );
    }

    store.putQuietly({ ...fn, reservedConcurrency });

    return { ReservedConcurrentExecutions: reservedConcurrency };
  },
};
