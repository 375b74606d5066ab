import type { Operation } from "../../../kernel/operation.ts";
import { itemAccess } from "../access.ts";
import { validation } from "../errors.ts";
import { mentionedAttributes } from "../expressions/mentioned.ts";
import { refuseMixture } from "../expressions/parameters.ts";
import { Placeholders } from "../expressions/placeholders.ts";
import { keyOfKey } from "../keys/item-key.ts";
import { refuseOpenedKeys } from "../keys/opened-keys.ts";
import type { Shapes } from "../shapes.ts";
import type { DynamoDbStore } from "../store.ts";
import { itemOutput } from "../values/stored-item.ts";
import { refuseUnlessMet, writingCondition } from "../writing-condition.ts";
import { writingOutput } from "../writing-output.ts";

const parameters = {
  expressions: ["ConditionExpression"],
  withValues: ["ConditionExpression"],
  legacy: ["Expected", "ConditionalOperator"],
};

/**
 * Deletes one item by its key; an item that is not there is deleted already.
 * @see https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_DeleteItem.html
 */
export const deleteItem: Operation<DynamoDbStore, Shapes["DeleteItem"]> = {
  access: (input, scope, store) =>
    itemAccess("DeleteItem", { table: input.TableName, scope, store }, () => ({
      ReturnValues: input.ReturnValues,
      ReturnConsumedCapacity: input.ReturnConsumedCapacity,
      keys: [input.Key],
      attributes: mentionedAttributes(input),
    })),

  run({ store }, input) {
    refuseMixture(input, parameters);
    const { ReturnValues } = input;
    if (ReturnValues !== undefined && ReturnValues !== "NONE" && ReturnValues !== "ALL_OLD") {
      throw validation("Return values set to invalid value");
    }
    const placeholders = new Placeholders(input);
    const condition = writingCondition(input, placeholders);
    placeholders.refuseUnused();
    const table = store.table(input.TableName);
    const key = keyOfKey(table.definition.keySchema, input.Key);
    refuseOpenedKeys(table.definition, condition);

    const before = table.read(key);
    refuseUnlessMet(condition, before, input.ReturnValuesOnConditionCheckFailure);
    store.throughput.refuseWrite(table, before, undefined);
    const changes = store.write(table, key, before, undefined);

    return writingOutput(store, input, table, input.Key, {
      bytes: before?.bytes ?? 0,
      changes,
      attributes: ReturnValues === "ALL_OLD" && before !== undefined ? itemOutput(before) : undefined,
    });
  },
};
