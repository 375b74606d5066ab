import { pageOf } from "../../../kernel/paging.ts";
import { describeAlias } from "../alias-output.ts";
import { onFunction } from "../function-name.ts";
import type { Alias } from "../model.ts";
import type { LambdaOperation } from "../shapes.ts";

const itemsDefault = 50;

/** @see https://docs.aws.amazon.com/lambda/latest/api/API_ListAliases.html */
export const listAliases: LambdaOperation<"ListAliases"> = {
  access: onFunction("ListAliases"),

  run({ store }, input) {
    const fn = store.function(input.FunctionName);
    const asked = [...store.aliases(fn.name)].filter((alias) => isAsked(alias, input.FunctionVersion));
    const { items, next } = pageOf(asked, {
      token: input.Marker,
      max: Math.min(input.MaxItems ?? itemsDefault, itemsDefault),
      idOf: (alias) => alias.name,
    });

    return { Aliases: items.map(describeAlias), ...(next === undefined ? {} : { NextMarker: next }) };
  },
};

const isAsked = ({ version, weights }: Alias, asked: string | undefined): boolean =>
  asked === undefined || asked === version || weights[asked] !== undefined;
