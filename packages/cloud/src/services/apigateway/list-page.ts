import { pageOf } from "../../kernel/paging.ts";

const limitDefault = 25;

interface Asked {
  readonly position?: string | undefined;
  readonly limit?: number | undefined;
}

/** A page of a list as API Gateway answers it. */
export function listPage<Item>(items: Iterable<Item>, { position, limit }: Asked, idOf: (item: Item) => string) {
  const sorted = [...items].sort((a, b) => Buffer.compare(Buffer.from(idOf(a)), Buffer.from(idOf(b))));
  const page = pageOf(sorted, { token: position, max: limit ?? limitDefault, idOf });
  return { items: page.items, position: page.next };
}
