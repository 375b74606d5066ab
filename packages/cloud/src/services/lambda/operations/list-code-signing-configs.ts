import { pageOf } from "../../../kernel/paging.ts";
import { describeCodeSigning } from "../code-signing.ts";
import type { LambdaOperation } from "../shapes.ts";

const itemsDefault = 50;

/** @see https://docs.aws.amazon.com/lambda/latest/api/API_ListCodeSigningConfigs.html */
export const listCodeSigningConfigs: LambdaOperation<"ListCodeSigningConfigs"> = {
  access: () => ({ action: "lambda:ListCodeSigningConfigs", resource: "*" }),

  run({ store }, input) {
    const { items, next } = pageOf(store.codeSigningConfigs(), {
      token: input.Marker,
      max: Math.min(input.MaxItems ?? itemsDefault, itemsDefault),
      idOf: ({ id }) => id,
    });

    return {
      CodeSigningConfigs: items.map(describeCodeSigning),
      ...(next === undefined ? {} : { NextMarker: next }),
    };
  },
};
