import { pageOf } from "../../../kernel/paging.ts";
import { notFound } from "../errors.ts";
import { onFunction, readFunctionName } from "../function-name.ts";
import type { LambdaOperation } from "../shapes.ts";
import { describeUrl } from "../urls/url-output.ts";

const itemsDefault = 50;

/** @see https://docs.aws.amazon.com/lambda/latest/api/API_ListFunctionUrlConfigs.html */
export const listFunctionUrlConfigs: LambdaOperation<"ListFunctionUrlConfigs"> = {
  access: onFunction("ListFunctionUrlConfigs"),

  run(call, input) {
    const fn = call.store.find(readFunctionName(input.FunctionName).name);
    if (fn === undefined) throw notFound("Function does not exist");
    const { items, next } = pageOf(call.store.urls(fn.name), {
      token: input.Marker,
      max: Math.min(input.MaxItems ?? itemsDefault, itemsDefault),
      idOf: ({ qualifier = "" }) => qualifier,
    });

    return {
      FunctionUrlConfigs: items.map((url) => describeUrl(call, url)),
      ...(next === undefined ? {} : { NextMarker: next }),
    };
  },
};
