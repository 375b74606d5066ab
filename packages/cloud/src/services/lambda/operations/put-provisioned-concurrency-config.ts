import { accountLimits } from "../account-limits.ts";
import { invalidParameter } from "../errors.ts";
import { onQualified } from "../function-name.ts";
import { describeProvisioned, provisionable } from "../provisioned-concurrency.ts";
import type { LambdaOperation } from "../shapes.ts";

/** @see https://docs.aws.amazon.com/lambda/latest/api/API_PutProvisionedConcurrencyConfig.html */
export const putProvisionedConcurrencyConfig: LambdaOperation<"PutProvisionedConcurrencyConfig"> = {
  access: onQualified("PutProvisionedConcurrencyConfig"),

  run({ store, clock }, input) {
    const { fn, version, qualifier } = provisionable(store, input.FunctionName, input.Qualifier);
    const { ProvisionedConcurrentExecutions: requested } = input;
    const available =
      fn.reservedConcurrency ?? accountLimits.concurrentExecutions - accountLimits.unreservedExecutionsMin;
    if (requested > available) {
      throw invalidParameter(
        fn.reservedConcurrency === undefined
          ? `Specified ConcurrentExecutions for function is greater than account's unreserved concurrency [${accountLimits.concurrentExecutions}].`
          : "Requested Provisioned Concurrency should not be greater than the reservedConcurrentExecution for function",
      );
    }

    const config = { functionName: fn.name, qualifier, requested, lastModifiedAt: clock.now() };
    store.putProvisioned(config);
    void store.fleet.provision(version, requested);

    return {
      ...describeProvisioned(config),
      AvailableProvisionedConcurrentExecutions: 0,
      AllocatedProvisionedConcurrentExecutions: 0,
      Status: "IN_PROGRESS",
    };
  },
};
