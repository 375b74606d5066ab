import { accountLimits } from "../account-limits.ts";
import { aliasIsProvisioned, invalidParameter, notProvisionable, versionIsProvisioned } from "../errors.ts";
import { onQualified } from "../function-name.ts";
import { describeProvisioned, provisionable } from "../provisioned-concurrency.ts";
import type { LambdaOperation } from "../shapes.ts";
import type { LambdaStore, Target } from "../store.ts";

/** @see https://docs.aws.amazon.com/lambda/latest/api/API_PutProvisionedConcurrencyConfig.html */
export const putProvisionedConcurrencyConfig: LambdaOperation<"PutProvisionedConcurrencyConfig"> = {
  access: onQualified("PutProvisionedConcurrencyConfig"),

  run({ store, clock }, input) {
    const target = provisionable(store, input, notProvisionable);
    const { fn, version, qualifier } = target;
    const { ProvisionedConcurrentExecutions: requested } = input;
    refuseTooMany(requested, fn.reservedConcurrency);
    refuseTwice(store, target);

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

function refuseTooMany(requested: number, reserved: number | undefined): void {
  const { concurrentExecutions, unreservedExecutionsMin } = accountLimits;
  if (reserved !== undefined) {
    if (requested <= reserved) return;
    throw invalidParameter(
      "Requested Provisioned Concurrency should not be greater than the reservedConcurrentExecution for function",
    );
  }
  if (requested > concurrentExecutions) {
    throw invalidParameter(
      `Specified ConcurrentExecutions for function is greater than account's unreserved concurrency [${concurrentExecutions}].`,
    );
  }
  if (requested > concurrentExecutions - unreservedExecutionsMin) {
    throw invalidParameter(
      `Specified ConcurrentExecutions for function decreases account's UnreservedConcurrentExecution below its minimum value of [${unreservedExecutionsMin}].`,
    );
  }
}

/** A version has provisioned concurrency by itself or by an alias, never both. */
function refuseTwice(store: LambdaStore, { fn, version, alias }: Target): void {
  if (alias !== undefined) {
    if (store.provisioned(fn.name, version.version) !== undefined) throw versionIsProvisioned();
    return;
  }
  for (const { name, version: pointedAt } of store.aliases(fn.name)) {
    if (pointedAt === version.version && store.provisioned(fn.name, name) !== undefined) throw aliasIsProvisioned();
  }
}
