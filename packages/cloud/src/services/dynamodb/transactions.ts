import type { IndexChange } from "./capacity.ts";
import { itemTooLarge, validation } from "./errors.ts";
import type { Update } from "./expressions/bind-update.ts";
import { Placeholders } from "./expressions/placeholders.ts";
import { refuseIndexKeysOfItem } from "./indexes/index-entry.ts";
import { keyOfItem, keyOfKey } from "./keys/item-key.ts";
import { itemBytesMax } from "./limits.ts";
import type { Input } from "./shapes.ts";
import type { DynamoDbStore } from "./store.ts";
import type { OpenTable } from "./tables/table.ts";
import type { Item } from "./values/attribute-value.ts";
import { checkedItem } from "./values/check.ts";
import { StoredItem } from "./values/stored-item.ts";
import { type WritingCondition, writingCondition } from "./writing-condition.ts";
import { updatedItem, writingUpdate } from "./writing-update.ts";

export type TransactItem = Input<"TransactWriteItems">["TransactItems"][number];

/** One part of a transaction, checked as far as that goes without looking at tables. */
export interface Part {
  readonly tableName: string;
  /** Holds at least the key attributes. */
  readonly named: Item;
  readonly kind: "put" | "update" | "delete" | "check";
  readonly condition: WritingCondition | undefined;
  readonly update: Update | undefined;
  readonly returnsOld: boolean;
}

/** The same part at its place in its table. */
export interface Placed {
  readonly part: Part;
  readonly table: OpenTable;
  readonly key: Buffer;
}

/** What a part will do once every part is known to succeed. */
export interface Planned extends Placed {
  readonly before: StoredItem | undefined;
  readonly after: StoredItem | undefined;
}

export interface Done {
  readonly planned: Planned;
  readonly changes: readonly IndexChange[];
}

export function partOf(given: TransactItem): Part {
  const kinds = [given.ConditionCheck, given.Put, given.Delete, given.Update].filter((kind) => kind !== undefined);
  if (kinds.length !== 1) {
    throw validation(
      kinds.length === 0
        ? "Invalid Request: TransactWriteRequest should contain Delete or Put or Update request"
        : "TransactItems can only contain one of Check, Put, Update or Delete",
    );
  }
  if (given.Put !== undefined) return boundPart("put", given.Put, checkedItem(given.Put.Item));
  if (given.Update !== undefined) return boundPart("update", given.Update, given.Update.Key);
  if (given.Delete !== undefined) return boundPart("delete", given.Delete, given.Delete.Key);
  if (given.ConditionCheck !== undefined) return boundPart("check", given.ConditionCheck, given.ConditionCheck.Key);
  throw new TypeError("Cannot find the kind of a transaction's part: expected one");
}

type Given = NonNullable<TransactItem["Put"] | TransactItem["Update"] | TransactItem["Delete"]>;

function boundPart(kind: Part["kind"], given: Given, named: Item): Part {
  if (
    given.ExpressionAttributeValues !== undefined &&
    !("UpdateExpression" in given) &&
    given.ConditionExpression === undefined
  ) {
    throw validation(
      "ExpressionAttributeValues can only be specified when using expressions: ConditionExpression is null",
    );
  }
  if (
    given.ExpressionAttributeNames !== undefined &&
    !("UpdateExpression" in given) &&
    given.ConditionExpression === undefined
  ) {
    throw validation("ExpressionAttributeNames can only be specified when using expressions");
  }
  const placeholders = new Placeholders(given);
  const update = "UpdateExpression" in given ? writingUpdate(given, placeholders) : undefined;
  const condition = writingCondition(given, placeholders);
  placeholders.refuseUnused();
  const returnsOld = given.ReturnValuesOnConditionCheckFailure === "ALL_OLD";
  return { tableName: given.TableName, named, kind, condition, update, returnsOld };
}

export function place(table: OpenTable, part: Part): Placed {
  const { keySchema } = table.definition;
  const key = part.kind === "put" ? keyOfItem(keySchema, part.named) : keyOfKey(keySchema, part.named);
  return { part, table, key };
}

/** What one part of a transaction leaves behind; throws what cancels the whole. */
export function plan({ part, table }: Placed, before: StoredItem | undefined): StoredItem | undefined {
  switch (part.kind) {
    case "check":
      return before;
    case "delete":
      return undefined;
    case "put": {
      refuseIndexKeysOfItem(table.definition, part.named);
      const after = StoredItem.of(part.named);
      if (after.bytes > itemBytesMax) throw itemTooLarge();
      return after;
    }
    case "update":
      part.update?.refuseKeys(table.definition.keySchema);
      return part.update && updatedItem(table, part.named, before, part.update);
  }
}

/** A transaction reads and writes everything twice. */
export const transactionFactor = 2;

/** `factor` is how often the write counts as used capacity. */
export function carryOut(store: DynamoDbStore, planned: Planned, factor: number): Done {
  const { part, table, key, before, after } = planned;
  const changes = part.kind === "check" ? [] : store.write(table, key, before, after);
  store.throughput.wrote(table, Math.max(before?.bytes ?? 0, after?.bytes ?? 0), changes, factor);
  return { planned, changes };
}
