import { Consumption, readUnits, wantsCapacity } from "../capacity.ts";
import type { Projection } from "../expressions/projection.ts";
import type { Output } from "../shapes.ts";
import type { DynamoDbStore } from "../store.ts";
import type { OpenIndex, OpenTable } from "../tables/table.ts";
import { itemsOutput } from "../values/stored-item.ts";
import type { Page } from "./page.ts";
import { lastKey } from "./start-key.ts";

interface ReadingInput {
  readonly TableName: string;
  readonly Select?: string | undefined;
  readonly ConsistentRead?: boolean | undefined;
  readonly ReturnConsumedCapacity?: string | undefined;
}

interface Read {
  readonly table: OpenTable;
  readonly index: OpenIndex | undefined;
  readonly page: Page;
  readonly projection: Projection | undefined;
}

/** Counts what Query and Scan used, and makes what they answer alike. */
export function readingOutput({ throughput }: DynamoDbStore, input: ReadingInput, read: Read): Output<"Query"> {
  const { page, projection, table, index } = read;
  const used = unitsOf(input, page);
  throughput.read(table, index, used.rows);
  if (used.fetched > 0) throughput.read(table, undefined, used.fetched);
  const output: { -readonly [Name in keyof Output<"Query">]: Output<"Query">[Name] } = {
    Count: page.items.length,
    ScannedCount: page.scannedCount,
  };
  if (input.Select !== "COUNT") {
    output.Items =
      projection === undefined ? itemsOutput(page.items) : page.items.map((item) => projection.apply(item.item));
  }
  if (page.last !== undefined) output.LastEvaluatedKey = lastKey(table, index, page.last.item);
  if (wantsCapacity(input.ReturnConsumedCapacity)) {
    const consumption = new Consumption();
    if (index === undefined) consumption.addTable(used.rows);
    else consumption.addIndex(index.definition, used.rows);
    consumption.addTable(used.fetched);
    output.ConsumedCapacity = consumption.output(input.TableName, input.ReturnConsumedCapacity);
  }
  return output;
}

const unitsOf = ({ ConsistentRead }: ReadingInput, { bytes, fetchedBytes }: Page) => ({
  rows: readUnits(bytes, ConsistentRead),
  fetched: fetchedBytes.reduce((sum, each) => sum + readUnits(each, ConsistentRead), 0),
});
