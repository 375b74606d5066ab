import type { Operation } from "../../../kernel/operation.ts";
import { itemAccess } from "../access.ts";
import { readUnits, wantsCapacity } from "../capacity.ts";
import { itemCollectionMetrics } from "../collection-metrics.ts";
import { idempotentParameterMismatch, validation } from "../errors.ts";
import { mentionedAttributes } from "../expressions/mentioned.ts";
import type { Input, Shapes } from "../shapes.ts";
import type { DynamoDbStore } from "../store.ts";
import { consumptions, fingerprintOf, placeAll, planAll, refuseSameItem, writeCapacity } from "../transaction-plan.ts";
import { carryOut, type Done, type Placed, partOf, type TransactItem, transactionFactor } from "../transactions.ts";

/**
 * Up to 100 writes and checks: all of them happen, or none.
 * @see https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_TransactWriteItems.html
 */
export const transactWriteItems: Operation<DynamoDbStore, Shapes["TransactWriteItems"]> = {
  access: (input, scope, store) =>
    input.TransactItems.map((given) => {
      const { action, request, key } = requestOf(given);
      return itemAccess(action, { table: request.TableName, scope, store }, () => ({
        ReturnConsumedCapacity: input.ReturnConsumedCapacity,
        keys: [key],
        attributes: mentionedAttributes(request),
        enclosingOperation: "TransactWriteItems",
      }));
    }),

  run({ store, clock }, input) {
    const parts = input.TransactItems.map(partOf);
    const placed = placeAll(parts.map((part) => ({ part, table: store.table(part.tableName) })));
    refuseSameItem(placed);
    const token = input.ClientRequestToken;
    const fingerprint = token === undefined ? "" : fingerprintOf(input.TransactItems);
    if (token !== undefined) {
      const known = store.tokens.find(token, clock.now());
      if (known === fingerprint) return answerAgain(input, placed);
      if (known !== undefined) throw idempotentParameterMismatch();
    }

    const done = planAll(store, placed).map((each) => carryOut(store, each, transactionFactor));
    if (token !== undefined) store.tokens.keep(token, fingerprint, clock.now());

    return answer(input, done);
  },
};

function requestOf(given: TransactItem) {
  if (given.Put !== undefined) return { action: "PutItem", request: given.Put, key: given.Put.Item };
  if (given.Update !== undefined) return { action: "UpdateItem", request: given.Update, key: given.Update.Key };
  if (given.Delete !== undefined) return { action: "DeleteItem", request: given.Delete, key: given.Delete.Key };
  const check = given.ConditionCheck;
  if (check !== undefined) return { action: "ConditionCheckItem", request: check, key: check.Key };
  throw validation("Invalid Request: TransactWriteRequest should contain Delete or Put or Update request");
}

/** A request that was carried out already only costs reading. */
function answerAgain(input: Input<"TransactWriteItems">, placed: readonly Placed[]) {
  const { ReturnConsumedCapacity: mode } = input;
  if (!wantsCapacity(mode)) return {};
  const perTable = consumptions(placed, ({ table, key }, consumption) => {
    consumption.addTable(readUnits(table.read(key)?.bytes ?? 0, true));
  });
  return { ConsumedCapacity: [...perTable].map(([name, each]) => each.output(name, mode, "read")) };
}

function answer(input: Input<"TransactWriteItems">, done: readonly Done[]) {
  const { ReturnConsumedCapacity: mode, ReturnItemCollectionMetrics } = input;
  return {
    ...(ReturnItemCollectionMetrics === "SIZE" && { ItemCollectionMetrics: metricsOf(done) }),
    ...(wantsCapacity(mode) && { ConsumedCapacity: writeCapacity(done, mode) }),
  };
}

function metricsOf(done: readonly Done[]) {
  const metrics: Record<string, NonNullable<ReturnType<typeof itemCollectionMetrics>>[]> = {};
  for (const { planned } of done) {
    const each = itemCollectionMetrics(planned.table, planned.part.named);
    if (each === undefined) continue;
    metrics[planned.part.tableName] = [...(metrics[planned.part.tableName] ?? []), each];
  }
  return metrics;
}
