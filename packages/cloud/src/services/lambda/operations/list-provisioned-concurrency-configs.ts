import { pageOf } from "../../../kernel/paging.ts";
import { onFunction } from "../function-name.ts";
import { describeProvisioned } from "../provisioned-concurrency.ts";
import type { LambdaOperation } from "../shapes.ts";

const itemsDefault = 50;

/** @see https://docs.aws.amazon.com/lambda/latest/api/API_ListProvisionedConcurrencyConfigs.html */
export const listProvisionedConcurrencyConfigs: LambdaOperation<"ListProvisionedConcurrencyConfigs"> = {
  access: onFunction("ListProvisionedConcurrencyConfigs"),

  run({ store }, input) {
    const fn = store.function(input.FunctionName);
    const { items, next } = pageOf(store.provisionedOf(fn.name), {
      token: input.Marker,
      max: Math.min(input.MaxItems ?? itemsDefault, itemsDefault),
      idOf: ({ qualifier }) => qualifier,
    });

    return {
      ProvisionedConcurrencyConfigs: items.map((config) => ({
        FunctionArn: `${fn.arn}:${config.qualifier}`,
        ...describeProvisioned(config),
      })),
      ...(next === undefined ? {} : { NextMarker: next }),
    };
  },
};
