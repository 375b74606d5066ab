import { duplicateItem, validation } from "../errors.ts";
import type { Condition } from "../expressions/ast.ts";
import { bindCondition } from "../expressions/bind-condition.ts";
import { newBinding } from "../expressions/bind-operand.ts";
import { bindUpdate } from "../expressions/bind-update.ts";
import { Placeholders } from "../expressions/placeholders.ts";
import { type KeySchema, keyNames } from "../model.ts";
import type { OpenTable } from "../tables/table.ts";
import type { Part } from "../transactions.ts";
import type { Item } from "../values/attribute-value.ts";
import type { WritingCondition } from "../writing-condition.ts";
import type { Delete, Exists, Insert, Update } from "./statement.ts";
import { type SingleItem, singleItem } from "./where.ts";

/** A statement that writes, or checks before others write, as part of a transaction; alone it is a transaction of one. */
export function writePart(table: OpenTable, statement: Insert | Update | Delete | Exists, returnsOld = false): Part {
  const tableName = statement.table;
  const { keySchema } = table.definition;
  switch (statement.kind) {
    case "insert":
      refuseMissingKey(statement.item, keySchema);
      return {
        kind: "put",
        tableName,
        returnsOld,
        named: statement.item,
        condition: { ...bound(existence("attribute_not_exists", keySchema)), refuse: duplicateItem },
        update: undefined,
      };
    case "update": {
      const { key, rest } = wholeKey(statement.where, keySchema);
      const exists = existence("attribute_exists", keySchema);
      const condition: Condition = rest === undefined ? exists : { kind: "and", conditions: [exists, rest] };
      const update = bindUpdate(statement.actions, new Placeholders({}));
      return { kind: "update", tableName, returnsOld, named: key, condition: bound(condition), update };
    }
    case "delete": {
      const { key, rest } = wholeKey(statement.where, keySchema);
      return { kind: "delete", tableName, returnsOld, named: key, condition: rest && bound(rest), update: undefined };
    }
    case "exists": {
      const single = singleItem(statement.select.where, keySchema);
      if (single?.rest === undefined) {
        throw validation("EXISTS() must contain a single item read with additional condition");
      }
      return {
        kind: "check",
        tableName,
        returnsOld,
        named: single.key,
        condition: bound(single.rest),
        update: undefined,
      };
    }
  }
}

function wholeKey(where: Condition | undefined, schema: KeySchema): SingleItem {
  const single = singleItem(where, schema);
  if (single !== undefined) return single;
  throw validation("Where clause does not contain a mandatory equality on all key attributes");
}

function refuseMissingKey(item: Item, schema: KeySchema): void {
  const missing = keyNames(schema).find((name) => !Object.hasOwn(item, name));
  if (missing !== undefined) throw validation(`Key attribute should be present in the item: Key ${missing}`);
}

const existence = (name: string, schema: KeySchema): Condition => ({
  kind: "function",
  name,
  operands: [{ kind: "path", parts: [{ name: schema.hash.name }] }],
});

function bound(condition: Condition): WritingCondition {
  const binding = newBinding("ConditionExpression", new Placeholders({}));
  return { test: bindCondition(binding, condition), opened: binding.opened };
}
