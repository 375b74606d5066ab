import { noProvisionedConcurrency, notPublished } from "../errors.ts";
import { onQualified } from "../function-name.ts";
import { describeProvisioned, provisionable } from "../provisioned-concurrency.ts";
import type { LambdaOperation } from "../shapes.ts";

/** @see https://docs.aws.amazon.com/lambda/latest/api/API_GetProvisionedConcurrencyConfig.html */
export const getProvisionedConcurrencyConfig: LambdaOperation<"GetProvisionedConcurrencyConfig"> = {
  access: onQualified("GetProvisionedConcurrencyConfig"),

  run({ store }, input) {
    const { fn, qualifier } = provisionable(store, input, notPublished);
    const config = store.provisioned(fn.name, qualifier);
    if (config === undefined) throw noProvisionedConcurrency();

    return describeProvisioned(config);
  },
};
