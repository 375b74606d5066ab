import { pageOf } from "../../../kernel/paging.ts";
import { describeFunction } from "../function-output.ts";
import type { LambdaOperation } from "../shapes.ts";

const itemsDefault = 50;

/** @see https://docs.aws.amazon.com/lambda/latest/api/API_ListFunctions.html */
export const listFunctions: LambdaOperation<"ListFunctions"> = {
  access: () => ({ action: "lambda:ListFunctions", resource: "*" }),

  run({ store }, input) {
    const { items, next } = pageOf(store.functions(), {
      token: input.Marker,
      max: Math.min(input.MaxItems ?? itemsDefault, itemsDefault),
      idOf: (fn) => fn.name,
    });

    return { Functions: items.map(describeFunction), ...(next === undefined ? {} : { NextMarker: next }) };
  },
};
