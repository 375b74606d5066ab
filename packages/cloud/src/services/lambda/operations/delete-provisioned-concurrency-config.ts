import { notPublished } from "../errors.ts";
import { onQualified } from "../function-name.ts";
import { provisionable } from "../provisioned-concurrency.ts";
import type { LambdaOperation } from "../shapes.ts";

/** @see https://docs.aws.amazon.com/lambda/latest/api/API_DeleteProvisionedConcurrencyConfig.html */
export const deleteProvisionedConcurrencyConfig: LambdaOperation<"DeleteProvisionedConcurrencyConfig"> = {
  access: onQualified("DeleteProvisionedConcurrencyConfig"),

  run({ store }, input) {
    const { fn, qualifier } = provisionable(store, input, notPublished);
    const config = store.provisioned(fn.name, qualifier);
    if (config !== undefined) store.deleteProvisioned(config);
  },
};
