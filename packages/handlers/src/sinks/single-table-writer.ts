import { ConditionalCheckFailedException, PutItemCommand } from "@aws-sdk/client-dynamodb";
import {
  type Accepted,
  originAttributes,
  partitionKey,
  type SingleTable,
  sortKey,
  type WriteMode,
} from "@millrace/pipeline";
import { type AttributeItem, toItem } from "../attribute-value.ts";
import { inFlight } from "../in-flight.ts";
import { putAll, type TableWriter } from "./batch-writer.ts";
import type { SinkWriter, WriteCounts, WriteUnit } from "./sink-writer.ts";

const isNew = "attribute_not_exists(#pk)";

/** An item of the same run gives way to the one that comes later in the file; with `insert-once` to the one that comes earlier. */
const isLater = "#run = :run AND #record <= :record";
const isEarlier = "#run = :run AND #record >= :record";

/** When an item may be written over. So the outcome is the same in whatever order the chunks of a file, or the files, are written. */
const conditions: Readonly<Record<WriteMode, string>> = {
  "insert-once": `${isNew} OR (${isEarlier})`,
  upsert: `${isNew} OR #run <> :run OR (${isLater})`,
  "newer-wins":
    `${isNew} OR attribute_not_exists(#version) OR #version < :version OR ` +
    `(#version = :version AND (#run < :run OR (${isLater})))`,
};

/**
 * Writes rows so that writing them again changes nothing: every row has a key of its own making, and carries the run and the
 * record it comes from. Of rows with one key in a file, `upsert` keeps the last and `insert-once` the first.
 */
export class SingleTableWriter implements SinkWriter {
  readonly #writer: TableWriter;
  readonly #sink: SingleTable;
  readonly #name: string;
  readonly #unit: WriteUnit;
  #counts = { stored: 0, existing: 0 };

  constructor(writer: TableWriter, sink: SingleTable, name: string, unit: WriteUnit) {
    this.#writer = writer;
    this.#sink = sink;
    this.#name = name;
    this.#unit = unit;
  }

  async write(rows: readonly Accepted[]): Promise<void> {
    const items = rows.flatMap((row) => this.#itemsOf(row));
    const { stored, existing } = await this.#store(items);
    this.#counts = { stored: this.#counts.stored + stored, existing: this.#counts.existing + existing };
  }

  async close(): Promise<WriteCounts> {
    return this.#counts;
  }

  #itemsOf(row: Accepted): readonly AttributeItem[] {
    const item = row.items[this.#name];
    if (item === undefined) return [];
    const { run, record, version } = originAttributes;
    const versioned = this.#sink.on === "newer-wins" ? { [version]: this.#unit.arrivedAt } : {};
    return [toItem({ ...versioned, ...item, [run]: this.#unit.runId, [record]: row.ordinal })];
  }

  async #store(items: readonly AttributeItem[]): Promise<WriteCounts> {
    const { on } = this.#sink;
    if (on === "upsert" && !this.#unit.isPart) {
      await putAll(this.#writer, uniqueByKey(items));
      return { stored: items.length, existing: 0 };
    }
    const unique = uniqueByKey(inOrderOf[on](items));
    const isStored = await inFlight(unique, this.#writer.requestsInFlightMax, (item) => this.#put(item));
    const stored = isStored.filter(Boolean).length;
    return on === "upsert" ? { stored: items.length, existing: 0 } : { stored, existing: items.length - stored };
  }

  /** True if the row is in the table because of this record of this run, now or since an earlier attempt. */
  async #put(item: AttributeItem): Promise<boolean> {
    const { run, record, version } = originAttributes;
    const isVersioned = this.#sink.on === "newer-wins";
    const nothing = { NULL: true };
    try {
      await this.#writer.dynamodb.send(
        new PutItemCommand({
          TableName: this.#writer.table,
          Item: item,
          ConditionExpression: conditions[this.#sink.on],
          ExpressionAttributeNames: {
            "#pk": partitionKey,
            "#run": run,
            "#record": record,
            ...(isVersioned ? { "#version": version } : {}),
          },
          ExpressionAttributeValues: {
            ":run": { S: this.#unit.runId },
            ":record": item[record] ?? nothing,
            ...(isVersioned ? { ":version": item[version] ?? nothing } : {}),
          },
        }),
      );
      return true;
    } catch (error) {
      if (error instanceof ConditionalCheckFailedException) return false;
      throw error;
    }
  }
}

const versionOf = (item: AttributeItem): number => Number(item[originAttributes.version]?.N ?? 0);

/** So that of several items with one key the one that counts is the last. */
const inOrderOf: Readonly<Record<WriteMode, (items: readonly AttributeItem[]) => readonly AttributeItem[]>> = {
  "insert-once": (items) => items.toReversed(),
  upsert: (items) => items,
  "newer-wins": (items) => items.toSorted((a, b) => versionOf(a) - versionOf(b)),
};

/** The last item of each key. */
const uniqueByKey = (items: readonly AttributeItem[]): readonly AttributeItem[] => [
  ...new Map(items.map((item) => [`${item[partitionKey]?.S}\0${item[sortKey]?.S}`, item])).values(),
];
