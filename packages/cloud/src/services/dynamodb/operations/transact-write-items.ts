import { createHash } from "node:crypto";
import { AwsError } from "@millrace/wire";
import type { Operation } from "../../../kernel/operation.ts";
import { itemAccess } from "../access.ts";
import { Consumption, readUnits, wantsCapacity } from "../capacity.ts";
import { itemCollectionMetrics } from "../collection-metrics.ts";
import { type CancellationReason, idempotentParameterMismatch, transactionCanceled, validation } from "../errors.ts";
import { mentionedAttributes } from "../expressions/mentioned.ts";
import { refuseOpenedKeys } from "../keys/opened-keys.ts";
import { transactionBytesMax } from "../limits.ts";
import type { Input, Shapes } from "../shapes.ts";
import type { DynamoDbStore } from "../store.ts";
import type { OpenTable } from "../tables/table.ts";
import {
  carryOut,
  type Done,
  type Part,
  type Placed,
  type Planned,
  partOf,
  place,
  plan,
  type TransactItem,
} from "../transactions.ts";

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
    const fingerprint = fingerprintOf(input);
    const token = input.ClientRequestToken;
    if (token !== undefined) {
      const known = store.tokens.find(token, clock.now());
      if (known === fingerprint) return answerAgain(input, placed);
      if (known !== undefined) throw idempotentParameterMismatch();
    }

    const planned = planAll(placed);
    const done = planned.map((each) => carryOut(store, each));
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

/** A part whose key does not fit its table cancels the transaction, with a reason for each part. */
function placeAll(parts: readonly { readonly part: Part; readonly table: OpenTable }[]): readonly Placed[] {
  for (const { part, table } of parts) refuseOpenedKeys(table.definition, part.update, part.condition);
  const placed: Placed[] = [];
  const reasons = parts.map(({ part, table }) => reasonUnless(() => placed.push(place(table, part))));
  if (placed.length < parts.length) throw transactionCanceled(reasons);
  return placed;
}

const noReason: CancellationReason = { Code: "None" };

function reasonUnless(run: () => void): CancellationReason {
  try {
    run();
    return noReason;
  } catch (error) {
    if (!(error instanceof AwsError)) throw error;
    return { Code: "ValidationError", Message: error.message };
  }
}

function refuseSameItem(placed: readonly Placed[]): void {
  const places = new Set(placed.map(({ table, key }) => table.definition.id + key.toString("latin1")));
  if (places.size < placed.length) {
    throw validation("Transaction request cannot include multiple operations on one item");
  }
}

/** Works out every part before any is done; one that cannot be done cancels them all, each with its reason. */
function planAll(placed: readonly Placed[]): readonly Planned[] {
  const planned: Planned[] = [];
  const reasons: CancellationReason[] = [];
  let bytes = 0;
  for (const each of placed) {
    const before = each.table.read(each.key);
    const reason = reasonAgainst(each, before, (after) => {
      planned.push({ ...each, before, after });
      bytes += Math.max(before?.bytes ?? 0, after?.bytes ?? 0);
    });
    reasons.push(reason);
  }
  if (reasons.some(({ Code }) => Code !== "None")) throw transactionCanceled(reasons);
  if (bytes > transactionBytesMax) throw validation("Collection size of items in transaction exceeded");
  return planned;
}

function reasonAgainst(
  placed: Placed,
  before: Planned["before"],
  accept: (after: Planned["after"]) => void,
): CancellationReason {
  const { condition, returnsOld } = placed.part;
  if (condition !== undefined && !condition.test(before?.item ?? {})) {
    return {
      Code: "ConditionalCheckFailed",
      Message: "The conditional request failed",
      ...(returnsOld && before && { Item: before.item }),
    };
  }
  return reasonUnless(() => accept(plan(placed, before)));
}

/** What makes two requests the same, in whatever order their JSON was written. */
function fingerprintOf(input: Input<"TransactWriteItems">): string {
  const sorted = JSON.stringify(input.TransactItems, (_key, value: unknown) =>
    typeof value === "object" && value !== null && !Array.isArray(value)
      ? Object.fromEntries(Object.entries(value).sort(([one], [two]) => (one < two ? -1 : 1)))
      : value,
  );
  return createHash("sha256").update(sorted).digest("base64");
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
    ...(wantsCapacity(mode) && { ConsumedCapacity: capacityOf(done, mode) }),
  };
}

function capacityOf(done: readonly Done[], mode: "INDEXES" | "TOTAL") {
  const changes = new Map(done.map((each) => [each.planned, each.changes]));
  const perTable = consumptions(
    done.map(({ planned }) => planned),
    (planned, consumption) => {
      const bytes = Math.max(planned.before?.bytes ?? 0, planned.after?.bytes ?? 0);
      consumption.addWrite(bytes, changes.get(planned) ?? [], 2);
    },
  );
  return [...perTable].map(([name, each]) => each.output(name, mode, "write"));
}

function consumptions<Each extends Placed>(
  all: readonly Each[],
  add: (each: Each, consumption: Consumption) => void,
): ReadonlyMap<string, Consumption> {
  const perTable = new Map<string, Consumption>();
  for (const each of all) {
    const consumption = perTable.get(each.part.tableName) ?? new Consumption();
    perTable.set(each.part.tableName, consumption);
    add(each, consumption);
  }
  return perTable;
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
