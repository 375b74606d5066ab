import { Consumption, readUnits, wantsCapacity } from "../capacity.ts";
import type { Projection } from "../expressions/projection.ts";
import type { Output } from "../shapes.ts";
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

/** What Query and Scan answer alike. */
export function readingOutput(input: ReadingInput, read: Read): Output<"Query"> {
  const { page, projection, table, index } = read;
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
    output.ConsumedCapacity = consumed(input, read).output(input.TableName, input.ReturnConsumedCapacity);
  }
  return output;
}

function consumed(input: ReadingInput, { page, index }: Read): Consumption {
  const consumption = new Consumption();
  const units = readUnits(page.bytes, input.ConsistentRead);
  if (index === undefined) consumption.addTable(units);
  else consumption.addIndex(index.definition, units);
  for (const bytes of page.fetchedBytes) consumption.addTable(readUnits(bytes, input.ConsistentRead));
  return consumption;
}
