import { updatedItemTooLarge } from "./errors.ts";
import { bindUpdate, type Update } from "./expressions/bind-update.ts";
import { legacyUpdate } from "./expressions/legacy-update.ts";
import { updateOf } from "./expressions/parse.ts";
import type { Placeholders } from "./expressions/placeholders.ts";
import { refuseIndexKeysOfUpdate } from "./indexes/index-entry.ts";
import { itemBytesMax } from "./limits.ts";
import type { OpenTable } from "./tables/table.ts";
import type { AttributeValue, Item } from "./values/attribute-value.ts";
import { checkedItem } from "./values/check.ts";
import { StoredItem } from "./values/stored-item.ts";

export interface WritingUpdateInput {
  readonly UpdateExpression?: string | undefined;
  readonly AttributeUpdates?:
    | Readonly<Record<string, { readonly Action?: string | undefined; readonly Value?: AttributeValue | undefined }>>
    | undefined;
}

/** What an update asks for, in either of its forms; without any it only makes sure that the item exists. */
export const writingUpdate = (input: WritingUpdateInput, placeholders: Placeholders): Update =>
  input.UpdateExpression === undefined
    ? legacyUpdate(input.AttributeUpdates ?? {})
    : bindUpdate(updateOf("UpdateExpression", input.UpdateExpression), placeholders);

/**
 * The item as an update leaves it, refused when it cannot be kept. `key` is what a new item starts from; undefined when
 * there was no item and the update adds none.
 */
export function updatedItem(
  table: OpenTable,
  key: Item,
  before: StoredItem | undefined,
  update: Update,
): StoredItem | undefined {
  const item = update.apply(before?.item ?? checkedItem(key));
  if (before === undefined && !update.addsItem) return undefined;
  refuseIndexKeysOfUpdate(table.definition, item);
  const after = StoredItem.of(item);
  if (after.bytes > itemBytesMax) throw updatedItemTooLarge();
  return after;
}
