import type { Operation } from "../../../kernel/operation.ts";
import { itemAccess } from "../access.ts";
import { mentionedAttributes } from "../expressions/mentioned.ts";
import { refuseMixture } from "../expressions/parameters.ts";
import { Placeholders } from "../expressions/placeholders.ts";
import { keyOfKey } from "../keys/item-key.ts";
import { refuseOpenedKeys } from "../keys/opened-keys.ts";
import { returnedAttributes } from "../returned-attributes.ts";
import type { Shapes } from "../shapes.ts";
import type { DynamoDbStore } from "../store.ts";
import { refuseUnlessMet, writingCondition } from "../writing-condition.ts";
import { writingOutput } from "../writing-output.ts";
import { updatedItem, writingUpdate } from "../writing-update.ts";

const parameters = {
  expressions: ["UpdateExpression", "ConditionExpression"],
  withValues: ["UpdateExpression", "ConditionExpression"],
  legacy: ["AttributeUpdates", "Expected", "ConditionalOperator"],
};

/**
 * Changes parts of one item, or adds the item.
 * @see https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_UpdateItem.html
 */
export const updateItem: Operation<DynamoDbStore, Shapes["UpdateItem"]> = {
  access: (input, scope, store) =>
    itemAccess("UpdateItem", { table: input.TableName, scope, store }, () => ({
      ReturnValues: input.ReturnValues,
      ReturnConsumedCapacity: input.ReturnConsumedCapacity,
      keys: [input.Key],
      attributes: mentionedAttributes(input),
    })),

  run({ store }, input) {
    refuseMixture(input, parameters);
    const placeholders = new Placeholders(input);
    const expected = input.Expected && writingCondition(input, placeholders);
    const update = writingUpdate(input, placeholders);
    const condition = expected ?? writingCondition(input, placeholders);
    placeholders.refuseUnused();
    const table = store.table(input.TableName);
    update.refuseKeys(table.definition.keySchema);
    const key = keyOfKey(table.definition.keySchema, input.Key);
    refuseOpenedKeys(table.definition, condition);

    const before = table.read(key);
    refuseUnlessMet(condition, before, input.ReturnValuesOnConditionCheckFailure);
    refuseOpenedKeys(table.definition, update);
    const after = updatedItem(table, input.Key, before, update);
    store.throughput.refuseWrite(table, before, after);
    const changes = store.write(table, key, before, after);

    return writingOutput(store, input, table, input.Key, {
      bytes: Math.max(before?.bytes ?? 0, after?.bytes ?? 0),
      changes,
      attributes: returnedAttributes(input.ReturnValues, update.paths, before, after),
    });
  },
};
