import { Consumption, wantsCapacity } from "../capacity.ts";
import { partiqlTableNotFound, validation } from "../errors.ts";
import { refuseOpenedKeys } from "../keys/opened-keys.ts";
import { readingOutput } from "../reading/reading-output.ts";
import { returnedAttributes } from "../returned-attributes.ts";
import type { Output } from "../shapes.ts";
import type { DynamoDbStore } from "../store.ts";
import type { OpenTable } from "../tables/table.ts";
import { carryOut, type Part, place, plan } from "../transactions.ts";
import type { Item } from "../values/attribute-value.ts";
import type { StoredItem } from "../values/stored-item.ts";
import { refuseUnlessMet } from "../writing-condition.ts";
import { printNextToken, readNextToken } from "./next-token.ts";
import { readSelect } from "./select.ts";
import type { Delete, Insert, Select, Statement, Update } from "./statement.ts";
import { writePart } from "./write-part.ts";

export interface StatementOptions {
  readonly ConsistentRead?: boolean | undefined;
  readonly NextToken?: string | undefined;
  readonly Limit?: number | undefined;
  readonly ReturnConsumedCapacity?: string | undefined;
  readonly ReturnValuesOnConditionCheckFailure?: string | undefined;
}

export function tableOf(store: DynamoDbStore, { table }: { readonly table: string }): OpenTable {
  const found = store.findTable(table);
  if (found === undefined) throw partiqlTableNotFound();
  return found;
}

/** Carries out one statement by itself. */
export function runStatement(
  store: DynamoDbStore,
  statement: Statement,
  options: StatementOptions,
): Output<"ExecuteStatement"> {
  if (statement.kind === "exists") {
    throw validation("EXISTS can only be used in ExecuteTransaction write requests.");
  }
  return statement.kind === "select" ? runSelect(store, statement, options) : runWrite(store, statement, options);
}

function runSelect(store: DynamoDbStore, select: Select, options: StatementOptions): Output<"ExecuteStatement"> {
  const table = tableOf(store, select);
  store.throughput.refuseRead(table, select.index === undefined ? undefined : table.index(select.index));
  const { next, ...read } = readSelect(table, select, {
    start: readNextToken(options.NextToken, select),
    limit: options.Limit,
  });
  const { Items, ConsumedCapacity } = readingOutput(store, { ...options, TableName: select.table }, { table, ...read });
  return {
    ...(Items && { Items }),
    ...(ConsumedCapacity && { ConsumedCapacity }),
    ...(next && { NextToken: printNextToken(next, select), LastEvaluatedKey: next.key }),
  };
}

function runWrite(
  store: DynamoDbStore,
  statement: Insert | Update | Delete,
  options: StatementOptions,
): Output<"ExecuteStatement"> {
  const table = tableOf(store, statement);
  const part = writePart(table, statement);
  refuseOpenedKeys(table.definition, part.update, part.condition);
  const placed = place(table, part);
  const before = table.read(placed.key);
  // Nothing is deleted already, whatever else is asked of it.
  const isDone = statement.kind === "delete" && before === undefined;
  if (!isDone) refuseUnlessMet(part.condition, before, options.ReturnValuesOnConditionCheckFailure);

  const after = plan(placed, before);
  store.throughput.refuseWrite(table, before, after);
  const { changes } = carryOut(store, { ...placed, before, after }, 1);

  const item = returnedItem(statement, part, before, after);
  const { ReturnConsumedCapacity: mode } = options;
  const consumption = new Consumption();
  consumption.addWrite(Math.max(before?.bytes ?? 0, after?.bytes ?? 0), changes);
  return {
    Items: item === undefined ? [] : [item],
    ...(wantsCapacity(mode) && { ConsumedCapacity: consumption.output(statement.table, mode) }),
  };
}

function returnedItem(
  statement: Insert | Update | Delete,
  { update }: Part,
  before: StoredItem | undefined,
  after: StoredItem | undefined,
): Item | undefined {
  if (statement.kind === "insert") return undefined;
  // Within a list, stored text would reach callers inside the cloud unread.
  if (statement.returning === "ALL_OLD") return before?.item;
  if (statement.returning === "ALL_NEW") return after?.item;
  return returnedAttributes(statement.returning, update?.paths ?? [], before, after);
}
