import { type Page, pageOf } from "../../kernel/paging.ts";

const pageMax = 100;

/** A page of a list, as long as it was asked for. */
export const listPage = <Item>(
  items: Iterable<Item>,
  { maxResults, nextToken }: { readonly maxResults?: number | undefined; readonly nextToken?: string | undefined },
  idOf: (item: Item) => string,
): Page<Item> =>
  pageOf(items, {
    token: nextToken,
    max: maxResults === undefined || maxResults === 0 ? pageMax : Math.min(maxResults, 1_000),
    idOf,
  });
