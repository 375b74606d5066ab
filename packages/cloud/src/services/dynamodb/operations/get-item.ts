import type { Operation } from "../../../kernel/operation.ts";
import { itemAccess } from "../access.ts";
import { Consumption, readUnits, wantsCapacity } from "../capacity.ts";
import { mentionedAttributes } from "../expressions/mentioned.ts";
import { refuseMixture } from "../expressions/parameters.ts";
import { Placeholders } from "../expressions/placeholders.ts";
import { keyOfKey } from "../keys/item-key.ts";
import { refuseOpenedKeys } from "../keys/opened-keys.ts";
import { wantedProjection } from "../reading/projection-parameters.ts";
import type { Shapes } from "../shapes.ts";
import type { DynamoDbStore } from "../store.ts";
import { itemOutput } from "../values/stored-item.ts";

const parameters = {
  expressions: ["ProjectionExpression"],
  withValues: [],
  legacy: ["AttributesToGet"],
};

/**
 * Reads one item by its key.
 * @see https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_GetItem.html
 */
export const getItem: Operation<DynamoDbStore, Shapes["GetItem"]> = {
  access: (input, scope, store) =>
    itemAccess("GetItem", { table: input.TableName, scope, store }, () => ({
      ReturnConsumedCapacity: input.ReturnConsumedCapacity,
      keys: [input.Key],
      attributes: mentionedAttributes(input),
    })),

  run({ store }, input) {
    refuseMixture(input, parameters);
    const placeholders = new Placeholders(input);
    const projection = wantedProjection(input, placeholders);
    placeholders.refuseUnused();
    const table = store.table(input.TableName);
    refuseOpenedKeys(table.definition, projection);
    const key = keyOfKey(table.definition.keySchema, input.Key);

    store.throughput.refuseRead(table);
    const found = table.read(key);
    const units = readUnits(found?.bytes ?? 0, input.ConsistentRead);
    store.throughput.read(table, undefined, units);

    const mode = input.ReturnConsumedCapacity;
    if (!wantsCapacity(mode)) return found === undefined ? {} : { Item: projectedOutput(found) };
    const consumption = new Consumption();
    consumption.addTable(units);
    return {
      ...(found && { Item: projectedOutput(found) }),
      ConsumedCapacity: consumption.output(input.TableName, mode),
    };

    function projectedOutput(item: NonNullable<typeof found>) {
      return projection === undefined ? itemOutput(item) : projection.apply(item.item);
    }
  },
};
