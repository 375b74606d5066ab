/** One page of a list, and the token that asks for the next one. */
export interface Page<Item> {
  readonly items: Item[];
  readonly next: string | undefined;
}

export interface PageOptions<Item> {
  /** What the client sent back from the page before. */
  readonly token: string | undefined;
  readonly max: number;
  /** What an item is known by; items come in the order of it. */
  readonly idOf: (item: Item) => string;
}

/** Cuts a page out of a list that is in the order of its ids. Tokens survive changes of the list between pages. */
export function pageOf<Item>(items: Iterable<Item>, { token, max, idOf }: PageOptions<Item>): Page<Item> {
  const after = token === undefined ? undefined : Buffer.from(token, "base64url").toString("utf8");
  const page: Item[] = [];
  for (const item of items) {
    if (after !== undefined && Buffer.compare(Buffer.from(idOf(item)), Buffer.from(after)) <= 0) continue;
    const last = page.at(-1);
    if (page.length >= max && last !== undefined) {
      return { items: page, next: Buffer.from(idOf(last)).toString("base64url") };
    }
    page.push(item);
  }
  return { items: page, next: undefined };
}
