import { pageOf } from "../../../kernel/paging.ts";
import { checkCodeSigningConfig } from "../code-signing.ts";
import type { LambdaOperation } from "../shapes.ts";

const itemsDefault = 50;

/** @see https://docs.aws.amazon.com/lambda/latest/api/API_ListFunctionsByCodeSigningConfig.html */
export const listFunctionsByCodeSigningConfig: LambdaOperation<"ListFunctionsByCodeSigningConfig"> = {
  access: (input) => ({ action: "lambda:ListFunctionsByCodeSigningConfig", resource: input.CodeSigningConfigArn }),

  run({ store }, input) {
    const { arn } = checkCodeSigningConfig(store, input.CodeSigningConfigArn);
    const functions = [...store.functions()].filter((fn) => fn.codeSigningConfigArn === arn);
    const { items, next } = pageOf(functions, {
      token: input.Marker,
      max: Math.min(input.MaxItems ?? itemsDefault, itemsDefault),
      idOf: ({ name }) => name,
    });

    return { FunctionArns: items.map((fn) => fn.arn), ...(next === undefined ? {} : { NextMarker: next }) };
  },
};
