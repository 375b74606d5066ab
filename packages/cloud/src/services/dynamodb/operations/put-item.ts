import type { Operation } from "../../../kernel/operation.ts";
import { itemAccess } from "../access.ts";
import { itemTooLarge, validation } from "../errors.ts";
import { mentionedAttributes } from "../expressions/mentioned.ts";
import { refuseMixture } from "../expressions/parameters.ts";
import { Placeholders } from "../expressions/placeholders.ts";
import { refuseIndexKeysOfItem } from "../indexes/index-entry.ts";
import { keyOfItem } from "../keys/item-key.ts";
import { refuseOpenedKeys } from "../keys/opened-keys.ts";
import { itemBytesMax } from "../limits.ts";
import type { Shapes } from "../shapes.ts";
import type { DynamoDbStore } from "../store.ts";
import { checkedItem } from "../values/check.ts";
import { itemOutput, StoredItem } from "../values/stored-item.ts";
import { refuseUnlessMet, writingCondition } from "../writing-condition.ts";
import { writingOutput } from "../writing-output.ts";

const parameters = {
  expressions: ["ConditionExpression"],
  withValues: ["ConditionExpression"],
  legacy: ["Expected", "ConditionalOperator"],
};

/**
 * Puts one item in the place of whatever has its key.
 * @see https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_PutItem.html
 */
export const putItem: Operation<DynamoDbStore, Shapes["PutItem"]> = {
  access: (input, scope, store) =>
    itemAccess("PutItem", { table: input.TableName, scope, store }, () => ({
      ...input,
      keys: [input.Item],
      attributes: mentionedAttributes(input),
    })),

  run({ store }, input) {
    refuseMixture(input, parameters);
    const { ReturnValues } = input;
    if (ReturnValues !== undefined && ReturnValues !== "NONE" && ReturnValues !== "ALL_OLD") {
      throw validation("Return values set to invalid value");
    }
    const item = checkedItem(input.Item);
    const placeholders = new Placeholders(input);
    const condition = writingCondition(input, placeholders);
    placeholders.refuseUnused();
    const table = store.table(input.TableName);
    const key = keyOfItem(table.definition.keySchema, item);
    refuseIndexKeysOfItem(table.definition, item);
    const after = StoredItem.of(item);
    if (after.bytes > itemBytesMax) throw itemTooLarge();
    refuseOpenedKeys(table.definition, condition);

    const before = table.read(key);
    refuseUnlessMet(condition, before, input.ReturnValuesOnConditionCheckFailure);
    store.throughput.refuseWrite(table, before, after);
    const changes = store.write(table, key, before, after);

    return writingOutput(store, input, table, item, {
      bytes: Math.max(before?.bytes ?? 0, after.bytes),
      changes,
      attributes: ReturnValues === "ALL_OLD" && before !== undefined ? itemOutput(before) : undefined,
    });
  },
};
