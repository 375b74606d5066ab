import { pageOf } from "../../../kernel/paging.ts";
import { notFound } from "../errors.ts";
import { describeEventInvokeConfig } from "../event-invoke-config.ts";
import { onFunction, readFunctionName } from "../function-name.ts";
import type { LambdaOperation } from "../shapes.ts";

const itemsDefault = 50;

/** @see https://docs.aws.amazon.com/lambda/latest/api/API_ListFunctionEventInvokeConfigs.html */
export const listFunctionEventInvokeConfigs: LambdaOperation<"ListFunctionEventInvokeConfigs"> = {
  access: onFunction("ListFunctionEventInvokeConfigs"),

  run(call, input) {
    const fn = call.store.find(readFunctionName(input.FunctionName).name);
    if (fn === undefined) throw notFound("The function does not exist.");
    const { items, next } = pageOf(call.store.eventInvokeConfigs(fn.name), {
      token: input.Marker,
      max: Math.min(input.MaxItems ?? itemsDefault, itemsDefault),
      idOf: ({ qualifier }) => qualifier,
    });

    return {
      FunctionEventInvokeConfigs: items.map((config) => describeEventInvokeConfig(call, config)),
      ...(next === undefined ? {} : { NextMarker: next }),
    };
  },
};
