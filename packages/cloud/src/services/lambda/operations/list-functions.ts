import { pageOf } from "../../../kernel/paging.ts";
import { describeFunction, describeVersion } from "../function-output.ts";
import type { FunctionVersion } from "../model.ts";
import type { LambdaOperation } from "../shapes.ts";

const itemsDefault = 50;

/** @see https://docs.aws.amazon.com/lambda/latest/api/API_ListFunctions.html */
export const listFunctions: LambdaOperation<"ListFunctions"> = {
  access: () => ({ action: "lambda:ListFunctions", resource: "*" }),

  run({ store }, input) {
    const isAll = input.FunctionVersion === "ALL";
    const listed = isAll ? allVersions(store) : store.functions();
    const { items, next } = pageOf<FunctionVersion>(listed, {
      token: input.Marker,
      max: Math.min(input.MaxItems ?? itemsDefault, itemsDefault),
      idOf: (fn) => (isAll ? `${fn.name}\n${fn.version.padStart(12)}` : fn.name),
    });

    return {
      Functions: items.map((fn) => (isAll ? describeVersion(fn) : describeFunction(fn))),
      ...(next === undefined ? {} : { NextMarker: next }),
    };
  },
};

function* allVersions(store: Parameters<typeof listFunctions.run>[0]["store"]): IterableIterator<FunctionVersion> {
  for (const fn of store.functions()) {
    yield fn;
    yield* store.versions(fn.name);
  }
}
