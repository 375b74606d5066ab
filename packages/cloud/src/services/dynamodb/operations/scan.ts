import type { Operation } from "../../../kernel/operation.ts";
import type { Range } from "../../../kernel/store/table.ts";
import { itemAccess } from "../access.ts";
import { validation } from "../errors.ts";
import { bindCondition, type Test } from "../expressions/bind-condition.ts";
import { newBinding } from "../expressions/bind-operand.ts";
import { legacyConditions } from "../expressions/legacy-condition.ts";
import { mentionedAttributes } from "../expressions/mentioned.ts";
import { refuseMixture } from "../expressions/parameters.ts";
import { conditionOf } from "../expressions/parse.ts";
import { Placeholders } from "../expressions/placeholders.ts";
import { segmentStart } from "../keys/encode-key.ts";
import { keyOfItem } from "../keys/item-key.ts";
import { refuseOpenedKeys } from "../keys/opened-keys.ts";
import { fetchFrom, readPage } from "../reading/page.ts";
import { wantedProjection } from "../reading/projection-parameters.ts";
import { readingOutput } from "../reading/reading-output.ts";
import { fetchesFromTable, refuseSelect } from "../reading/selection.ts";
import { startRow } from "../reading/start-key.ts";
import type { Input, Shapes } from "../shapes.ts";
import type { DynamoDbStore } from "../store.ts";

const parameters = {
  expressions: ["ProjectionExpression", "FilterExpression"],
  withValues: ["FilterExpression"],
  legacy: ["AttributesToGet", "ScanFilter", "ConditionalOperator"],
};

/**
 * Reads a table or an index from one end to the other, or one of its segments.
 * @see https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_Scan.html
 */
export const scan: Operation<DynamoDbStore, Shapes["Scan"]> = {
  access: (input, scope, store) =>
    itemAccess("Scan", { table: input.TableName, index: input.IndexName, scope, store }, () => ({
      Select: input.Select,
      ReturnConsumedCapacity: input.ReturnConsumedCapacity,
      attributes: mentionedAttributes(input),
    })),

  run({ store }, input) {
    refuseMixture(input, parameters);
    refuseSegments(input);
    const placeholders = new Placeholders(input);
    const filter = boundFilter(input, placeholders);
    const projection = wantedProjection(input, placeholders);
    placeholders.refuseUnused();
    refuseSelect(input, "Scanning");
    const table = store.table(input.TableName);
    refuseOpenedKeys(table.definition, projection, filter);
    const index = input.IndexName === undefined ? undefined : table.index(input.IndexName);
    if (index?.definition.isGlobal && input.ConsistentRead) {
      throw validation("Consistent reads are not supported on global secondary indexes");
    }
    const fetches = fetchesFromTable(table, index, {
      select: input.Select,
      projection,
      filtered: filter.attributes,
      isQuery: false,
    });
    const start = input.ExclusiveStartKey && startRow(table, index, input.ExclusiveStartKey);

    store.throughput.refuseRead(table, index);
    const page = readPage((index ?? table).rows, {
      range: segmentRange(input, start),
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

function boundFilter(input: Input<"Scan">, placeholders: Placeholders): Filter {
  const tree =
    input.FilterExpression === undefined
      ? legacyConditions(input.ScanFilter, input.ConditionalOperator)
      : conditionOf("FilterExpression", input.FilterExpression);
  const binding = newBinding("FilterExpression", placeholders);
  return { test: tree && bindCondition(binding, tree), ...binding };
}

function refuseSegments({ Segment, TotalSegments }: Input<"Scan">): void {
  if (Segment === undefined && TotalSegments === undefined) return;
  if (Segment === undefined) {
    throw validation(
      "The Segment parameter is required but was not present in the request when parameter TotalSegments is present",
    );
  }
  if (TotalSegments === undefined) {
    throw validation(
      "The TotalSegments parameter is required but was not present in the request when Segment parameter is present",
    );
  }
  if (Segment >= TotalSegments) {
    throw validation(
      `The Segment parameter is zero-based and must be less than parameter TotalSegments: Segment: ${Segment} is not less than TotalSegments: ${TotalSegments}`,
    );
  }
}

/** Partitions are laid out by the hash of their keys, so a segment is a range of hashes. */
function segmentRange({ Segment = 0, TotalSegments = 1 }: Input<"Scan">, start: Buffer | undefined): Range {
  const from = segmentStart(Segment, TotalSegments);
  const before = segmentStart(Segment + 1, TotalSegments);
  if (start === undefined) return { ...(from && { from }), ...(before && { before }) };
  const isInside =
    (from === undefined || Buffer.compare(start, from) >= 0) &&
    (before === undefined || Buffer.compare(start, before) < 0);
  if (!isInside) {
    throw validation("The provided Exclusive start key does not map to the provided Segment and TotalSegments values.");
  }
  return { after: start, ...(before && { before }) };
}
