import { accountLimits, reservedExecutions } from "../account-limits.ts";
import { invalidParameter, onlyForFunctions } from "../errors.ts";
import { onFunction } from "../function-name.ts";
import type { LambdaOperation } from "../shapes.ts";

/** @see https://docs.aws.amazon.com/lambda/latest/api/API_PutFunctionConcurrency.html */
export const putFunctionConcurrency: LambdaOperation<"PutFunctionConcurrency"> = {
  access: onFunction("PutFunctionConcurrency"),

  run({ store }, input) {
    const { fn, qualifier } = store.target(input.FunctionName);
    if (qualifier !== undefined) throw onlyForFunctions();
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
