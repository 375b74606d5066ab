import { AwsError } from "@millrace/wire";
import type { Operation } from "../../../kernel/operation.ts";
import { itemAccess } from "../access.ts";
import { Consumption, readUnits, wantsCapacity } from "../capacity.ts";
import { type CancellationReason, transactionCanceled, validation } from "../errors.ts";
import { mentionedAttributes } from "../expressions/mentioned.ts";
import { refuseMixture } from "../expressions/parameters.ts";
import { Placeholders } from "../expressions/placeholders.ts";
import { keyOfKey } from "../keys/item-key.ts";
import { refuseOpenedKeys } from "../keys/opened-keys.ts";
import { transactionBytesMax } from "../limits.ts";
import { wantedProjection } from "../reading/projection-parameters.ts";
import type { Input, Shapes } from "../shapes.ts";
import type { DynamoDbStore } from "../store.ts";
import { refuseReads } from "../transaction-plan.ts";
import { transactionFactor } from "../transactions.ts";

type Get = NonNullable<Input<"TransactGetItems">["TransactItems"][number]["Get"]>;

const parameters = { expressions: ["ProjectionExpression"], withValues: [], legacy: [] };

/**
 * Reads up to 100 items as they stand at one moment.
 * @see https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_TransactGetItems.html
 */
export const transactGetItems: Operation<DynamoDbStore, Shapes["TransactGetItems"]> = {
  access: (input, scope, store) =>
    input.TransactItems.map(({ Get: get }) =>
      itemAccess("GetItem", { table: get.TableName, scope, store }, () => ({
        ReturnConsumedCapacity: input.ReturnConsumedCapacity,
        keys: [get.Key],
        attributes: mentionedAttributes(get),
        enclosingOperation: "TransactGetItems",
      })),
    ),

  run({ store }, input) {
    const gets = input.TransactItems.map(({ Get: get }) => ({ get, projection: boundProjection(get) }));
    const tables = gets.map(({ get }) => store.table(get.TableName));
    for (const [at, { projection }] of gets.entries()) {
      const table = tables[at];
      if (table !== undefined) refuseOpenedKeys(table.definition, projection);
    }
    const keys = placedKeys(gets.map(({ get }, at) => [get, tables[at]?.definition.keySchema]));
    const places = new Set(keys.map((key, at) => tables[at]?.definition.id + key.toString("latin1")));
    if (places.size < keys.length) {
      throw validation("Transaction request cannot include multiple operations on one item");
    }

    refuseReads(store, tables);
    const found = keys.map((key, at) => tables[at]?.read(key));
    if (found.reduce((sum, item) => sum + (item?.bytes ?? 0), 0) > transactionBytesMax) {
      throw validation("Collection size of items in transaction exceeded");
    }

    const consumptions = new Map<string, Consumption>();
    const responses = gets.map(({ get, projection }, at) => {
      const item = found[at];
      const consumption = consumptions.get(get.TableName) ?? new Consumption();
      consumptions.set(get.TableName, consumption);
      const units = readUnits(item?.bytes ?? 0, true) * transactionFactor;
      const table = tables[at];
      if (table !== undefined) store.throughput.read(table, undefined, units);
      consumption.addTable(units);
      if (item === undefined) return {};
      return { Item: projection === undefined ? item.item : projection.apply(item.item) };
    });
    const { ReturnConsumedCapacity: mode } = input;
    return {
      Responses: responses,
      ...(wantsCapacity(mode) && {
        ConsumedCapacity: [...consumptions].map(([name, each]) => each.output(name, mode, "read")),
      }),
    };
  },
};

function boundProjection(get: Get) {
  refuseMixture(get, parameters);
  const placeholders = new Placeholders(get);
  const projection = wantedProjection(get, placeholders);
  placeholders.refuseUnused();
  return projection;
}

/** A key that does not fit its table cancels the transaction, with a reason for each part. */
function placedKeys(gets: readonly (readonly [Get, Parameters<typeof keyOfKey>[0] | undefined])[]): readonly Buffer[] {
  const keys: Buffer[] = [];
  const reasons: CancellationReason[] = [];
  for (const [get, schema] of gets) {
    try {
      if (schema !== undefined) keys.push(keyOfKey(schema, get.Key));
      reasons.push({ Code: "None" });
    } catch (error) {
      if (!(error instanceof AwsError)) throw error;
      reasons.push({ Code: "ValidationError", Message: error.message });
    }
  }
  if (keys.length < gets.length) throw transactionCanceled(reasons);
  return keys;
}
