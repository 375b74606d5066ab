import type { Operation } from "../../../kernel/operation.ts";
import { itemAccess } from "../access.ts";
import { validation } from "../errors.ts";
import { bindCondition, type Test } from "../expressions/bind-condition.ts";
import { newBinding } from "../expressions/bind-operand.ts";
import { legacyConditions } from "../expressions/legacy-condition.ts";
import { mentionedAttributes } from "../expressions/mentioned.ts";
import { refuseMixture } from "../expressions/parameters.ts";
import { conditionOf } from "../expressions/parse.ts";
import { Placeholders } from "../expressions/placeholders.ts";
import { keyOfItem } from "../keys/item-key.ts";
import { refuseOpenedKeys } from "../keys/opened-keys.ts";
import { type KeySchema, keyNames } from "../model.ts";
import { type KeyCondition, keyCondition } from "../reading/key-condition.ts";
import { isInPartition, isWithin, keyRange } from "../reading/key-range.ts";
import { legacyKeyCondition } from "../reading/legacy-key-condition.ts";
import { mentionedKeys } from "../reading/mentioned-keys.ts";
import { fetchFrom, readPage } from "../reading/page.ts";
import { wantedProjection } from "../reading/projection-parameters.ts";
import { readingOutput } from "../reading/reading-output.ts";
import { fetchesFromTable, refuseSelect } from "../reading/selection.ts";
import { startRow } from "../reading/start-key.ts";
import type { Input, Shapes } from "../shapes.ts";
import type { DynamoDbStore } from "../store.ts";

const parameters = {
  expressions: ["ProjectionExpression", "FilterExpression", "KeyConditionExpression"],
  withValues: ["FilterExpression", "KeyConditionExpression"],
  legacy: ["AttributesToGet", "QueryFilter", "ConditionalOperator", "KeyConditions"],
};

/**
 * Reads items of one partition, of a table or of an index, in the order of their sort key.
 * @see https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_Query.html
 */
export const query: Operation<DynamoDbStore, Shapes["Query"]> = {
  access: (input, scope, store) =>
    itemAccess("Query", { table: input.TableName, index: input.IndexName, scope, store }, () => ({
      Select: input.Select,
      ReturnConsumedCapacity: input.ReturnConsumedCapacity,
      keys: mentionedKeys(input),
      attributes: mentionedAttributes(input),
    })),

  run({ store }, input) {
    refuseMixture(input, parameters);
    if (input.KeyConditionExpression === undefined && input.KeyConditions === undefined) {
      throw validation(
        "Either the KeyConditions or KeyConditionExpression parameter must be specified in the request.",
      );
    }
    const placeholders = new Placeholders(input);
    const filter = boundFilter(input, placeholders);
    const projection = wantedProjection(input, placeholders);
    const keyConditionFor = boundKeyCondition(input, placeholders);
    const table = store.table(input.TableName);
    refuseOpenedKeys(table.definition, projection, filter);
    const index = input.IndexName === undefined ? undefined : table.index(input.IndexName);
    if (index?.definition.isGlobal && input.ConsistentRead) {
      throw validation("Consistent reads are not supported on global secondary indexes");
    }
    const { keySchema } = index?.definition ?? table.definition;
    const condition = keyConditionFor(keySchema, input.IndexName);
    refuseSelect(input, "Querying");
    refuseKeysInFilter(filter.attributes, keySchema, input);
    const fetches = fetchesFromTable(table, index, {
      select: input.Select,
      projection,
      filtered: filter.attributes,
      isQuery: true,
    });
    const start = input.ExclusiveStartKey && startRow(table, index, input.ExclusiveStartKey);
    if (start !== undefined) refuseStart(condition, start);

    store.throughput.refuseRead(table, index);
    const page = readPage((index ?? table).rows, {
      range: keyRange(condition, start, input.ScanIndexForward === false),
      limit: input.Limit,
      filter: filter.test,
      isFetchedForFilter: projection === undefined && input.Select !== "ALL_ATTRIBUTES",
      fetch: fetches
        ? fetchFrom(
            (key) => table.read(key),
            (row) => keyOfItem(table.definition.keySchema, row.item),
          )
        : undefined,
    });

    return readingOutput(store, input, { table, index, page, projection });
  },
};

interface Filter {
  readonly test: Test | undefined;
  readonly attributes: ReadonlySet<string>;
  readonly opened: ReadonlySet<string>;
}

function boundFilter(input: Input<"Query">, placeholders: Placeholders): Filter {
  const binding = newBinding("FilterExpression", placeholders);
  const tree =
    input.FilterExpression === undefined
      ? legacyConditions(input.QueryFilter, input.ConditionalOperator)
      : conditionOf("FilterExpression", input.FilterExpression);
  return { test: tree && bindCondition(binding, tree), ...binding };
}

/** Reads the condition, whose meaning needs the schema of what is queried. */
function boundKeyCondition(
  input: Input<"Query">,
  placeholders: Placeholders,
): (schema: KeySchema, indexName?: string) => KeyCondition {
  if (input.KeyConditionExpression === undefined) {
    return (schema, indexName) => legacyKeyCondition(input.KeyConditions ?? {}, schema, indexName);
  }
  const parts = keyCondition(
    newBinding("KeyConditionExpression", placeholders),
    conditionOf("KeyConditionExpression", input.KeyConditionExpression),
  );
  placeholders.refuseUnused();
  return parts;
}

function refuseKeysInFilter(attributes: ReadonlySet<string>, schema: KeySchema, input: Input<"Query">): void {
  const name = keyNames(schema).find((key) => attributes.has(key));
  if (name === undefined) return;
  const filter = input.FilterExpression === undefined ? "QueryFilter" : "Filter Expression";
  throw validation(`${filter} can only contain non-primary key attributes: Primary key attribute: ${name}`);
}

function refuseStart(condition: KeyCondition, start: Buffer): void {
  if (!isInPartition(condition.hash, start)) {
    throw validation("The provided starting key is outside query boundaries based on provided conditions");
  }
  if (!isWithin(condition, start)) {
    throw validation("The provided starting key does not match the range key predicate");
  }
}
