import { pageOf } from "../../../kernel/paging.ts";
import { onFunction } from "../function-name.ts";
import { describeVersion } from "../function-output.ts";
import { latest } from "../model.ts";
import type { LambdaOperation } from "../shapes.ts";

const itemsDefault = 50;

/** @see https://docs.aws.amazon.com/lambda/latest/api/API_ListVersionsByFunction.html */
export const listVersionsByFunction: LambdaOperation<"ListVersionsByFunction"> = {
  access: onFunction("ListVersionsByFunction"),

  run({ store }, input) {
    const fn = store.function(input.FunctionName);
    const { items, next } = pageOf([fn, ...store.versions(fn.name)], {
      token: input.Marker,
      max: Math.min(input.MaxItems ?? itemsDefault, itemsDefault),
      // `$LATEST` comes first, then the numbers in their order.
      idOf: ({ version }) => (version === latest ? "" : version.padStart(12, "0")),
    });

    return { Versions: items.map(describeVersion), ...(next === undefined ? {} : { NextMarker: next }) };
  },
};
