import { pageOf } from "../../../kernel/paging.ts";
import { readFunctionName } from "../function-name.ts";
import { describeMapping } from "../mappings/mapping-output.ts";
import { functionArn } from "../model.ts";
import type { LambdaOperation } from "../shapes.ts";

const itemsDefault = 100;

/** @see https://docs.aws.amazon.com/lambda/latest/api/API_ListEventSourceMappings.html */
export const listEventSourceMappings: LambdaOperation<"ListEventSourceMappings"> = {
  access: () => ({ action: "lambda:ListEventSourceMappings", resource: "*" }),

  run(call, input) {
    const { name, qualifier } = readFunctionName(input.FunctionName ?? "");
    const arn = input.FunctionName === undefined ? undefined : functionArn(call, name, qualifier);
    const asked = [...call.store.mappings.list()].filter(
      (mapping) =>
        (arn === undefined || mapping.functionArn === arn) &&
        (input.EventSourceArn === undefined || mapping.eventSourceArn === input.EventSourceArn),
    );
    const { items, next } = pageOf(asked, {
      token: input.Marker,
      max: Math.min(input.MaxItems ?? itemsDefault, itemsDefault),
      idOf: ({ uuid }) => uuid,
    });

    return {
      EventSourceMappings: items.map((mapping) => describeMapping(mapping)),
      ...(next === undefined ? {} : { NextMarker: next }),
    };
  },
};
