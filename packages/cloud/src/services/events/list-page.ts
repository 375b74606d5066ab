import { pageOf } from "../../kernel/paging.ts";

interface Paged {
  readonly NextToken?: string | undefined;
  readonly Limit?: number | undefined;
}

const pageMax = 100;

/** A page of a list that is in the order of its names, and what asks for the next one. */
export function listPage<Item>(items: Iterable<Item>, { NextToken, Limit }: Paged, nameOf: (item: Item) => string) {
  const page = pageOf(items, { token: NextToken, max: Limit ?? pageMax, idOf: nameOf });
  return { items: page.items, token: page.next === undefined ? {} : { NextToken: page.next } };
}
