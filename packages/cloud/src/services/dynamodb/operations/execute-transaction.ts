import { AwsError } from "@millrace/wire";
import type { Operation } from "../../../kernel/operation.ts";
import { Consumption, readUnits, wantsCapacity } from "../capacity.ts";
import { idempotentParameterMismatch, validation } from "../errors.ts";
import { bindCondition, type Test } from "../expressions/bind-condition.ts";
import { newBinding } from "../expressions/bind-operand.ts";
import { Placeholders } from "../expressions/placeholders.ts";
import { keyOfKey } from "../keys/item-key.ts";
import { statementAccess } from "../partiql/access.ts";
import { parseStatement } from "../partiql/parse-statement.ts";
import { tableOf } from "../partiql/run-statement.ts";
import { projectionOf } from "../partiql/select.ts";
import type { Select, Statement } from "../partiql/statement.ts";
import { singleItem } from "../partiql/where.ts";
import { writePart } from "../partiql/write-part.ts";
import type { Input, Output, Shapes } from "../shapes.ts";
import type { DynamoDbStore } from "../store.ts";
import type { OpenTable } from "../tables/table.ts";
import { fingerprintOf, placeAll, planAll, refuseReads, refuseSameItem, writeCapacity } from "../transaction-plan.ts";
import { carryOut, transactionFactor } from "../transactions.ts";
import type { Item } from "../values/attribute-value.ts";

type Given = Input<"ExecuteTransaction">["TransactStatements"][number];

/**
 * Up to 100 statements that read, or that write: all of them are carried out, or none.
 * @see https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_ExecuteTransaction.html
 */
export const executeTransaction: Operation<DynamoDbStore, Shapes["ExecuteTransaction"]> = {
  access: (input, scope, store) =>
    input.TransactStatements.map((given) => statementAccess(parsed(given), scope, store)),

  run({ store, clock }, input) {
    const statements = input.TransactStatements.map(parsed);
    const selects = statements.filter((statement) => statement.kind === "select");
    if (selects.length === statements.length) return readAll(store, selects, input);
    if (selects.length > 0) {
      throw validation("ExecuteTransaction API does not support both read and write operations in the same request.");
    }
    const token = input.ClientRequestToken;
    const fingerprint = token === undefined ? "" : fingerprintOf(input.TransactStatements);
    if (token !== undefined) {
      const known = store.tokens.find(token, clock.now());
      if (known === fingerprint) return { Responses: [] };
      if (known !== undefined) throw idempotentParameterMismatch();
    }
    const parts = statements.map((statement, at) => {
      const table = tableOf(store, statement);
      const returnsOld = input.TransactStatements[at]?.ReturnValuesOnConditionCheckFailure === "ALL_OLD";
      return { table, part: within(at, () => writePart(table, asWrite(statement), returnsOld)) };
    });
    const placed = placeAll(parts);
    refuseSameItem(placed);

    const done = planAll(store, placed).map((each) => carryOut(store, each, transactionFactor));
    if (token !== undefined) store.tokens.keep(token, fingerprint, clock.now());

    const { ReturnConsumedCapacity: mode } = input;
    return { Responses: [], ...(wantsCapacity(mode) && { ConsumedCapacity: writeCapacity(done, mode) }) };
  },
};

const parsed = ({ Statement: text, Parameters }: Given): Statement => parseStatement(text, Parameters);

function asWrite(statement: Statement): Exclude<Statement, Select> {
  if (statement.kind === "select") throw new TypeError("Cannot write by a SELECT: expected another statement");
  return statement;
}

/** Says which statement it is that a refusal is about. */
function within<Result>(at: number, run: () => Result): Result {
  try {
    return run();
  } catch (error) {
    if (!(error instanceof AwsError) || error.code !== "ValidationException") throw error;
    throw validation(`Validation failed in TransactStatements[${at}]: ${error.message}`);
  }
}

function readAll(
  store: DynamoDbStore,
  selects: readonly Select[],
  { ReturnConsumedCapacity: mode }: Input<"ExecuteTransaction">,
): Output<"ExecuteTransaction"> {
  refuseReads(
    store,
    selects.map((select) => tableOf(store, select)),
  );
  const consumptions = new Map<string, Consumption>();
  const responses = selects.map((select, at) => {
    const table = tableOf(store, select);
    const single = within(at, () => onlyItem(select, table));
    const found = table.read(keyOfKey(table.definition.keySchema, single.key));
    const consumption = consumptions.get(select.table) ?? new Consumption();
    consumptions.set(select.table, consumption);
    const units = readUnits(found?.bytes ?? 0, true) * transactionFactor;
    store.throughput.read(table, undefined, units);
    consumption.addTable(units);
    if (found === undefined || !single.test(found.item)) return {};
    return { Item: projectionOf(select.paths)?.apply(found.item) ?? found.item };
  });
  return {
    Responses: responses,
    ...(wantsCapacity(mode) && {
      ConsumedCapacity: [...consumptions].map(([name, each]) => each.output(name, mode, "read")),
    }),
  };
}

function onlyItem(select: Select, { definition }: OpenTable): { readonly key: Item; readonly test: Test } {
  const single = select.index === undefined ? singleItem(select.where, definition.keySchema) : undefined;
  if (single === undefined) {
    throw validation("Select statements within ExecuteTransaction must specify the primary key in the where clause.");
  }
  const binding = newBinding("FilterExpression", new Placeholders({}));
  return { key: single.key, test: single.rest === undefined ? () => true : bindCondition(binding, single.rest) };
}
