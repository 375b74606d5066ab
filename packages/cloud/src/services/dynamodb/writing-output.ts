import { Consumption, type IndexChange, wantsCapacity } from "./capacity.ts";
import { itemCollectionMetrics } from "./collection-metrics.ts";
import type { Output } from "./shapes.ts";
import type { DynamoDbStore } from "./store.ts";
import type { OpenTable } from "./tables/table.ts";
import type { Item } from "./values/attribute-value.ts";

interface WritingInput {
  readonly TableName: string;
  readonly ReturnConsumedCapacity?: string | undefined;
  readonly ReturnItemCollectionMetrics?: string | undefined;
}

interface Written {
  /** The larger of the item before and the item after: that is what a write costs. */
  readonly bytes: number;
  readonly changes: readonly IndexChange[];
  readonly attributes: Item | undefined;
}

type WritingOutput = Output<"PutItem">;

/** Counts what PutItem, UpdateItem and DeleteItem used, and makes what they answer alike. `key` holds at least the key attributes. */
export function writingOutput(
  { throughput }: DynamoDbStore,
  input: WritingInput,
  table: OpenTable,
  key: Item,
  written: Written,
): WritingOutput {
  throughput.wrote(table, written.bytes, written.changes);
  const { ReturnConsumedCapacity: mode, ReturnItemCollectionMetrics } = input;
  const output: { -readonly [Name in keyof WritingOutput]: WritingOutput[Name] } = {};
  if (written.attributes !== undefined) output.Attributes = written.attributes;
  if (wantsCapacity(mode)) {
    const consumption = new Consumption();
    consumption.addWrite(written.bytes, written.changes);
    output.ConsumedCapacity = consumption.output(input.TableName, mode);
  }
  if (ReturnItemCollectionMetrics === "SIZE") {
    const metrics = itemCollectionMetrics(table, key);
    if (metrics !== undefined) output.ItemCollectionMetrics = metrics;
  }
  return output;
}
