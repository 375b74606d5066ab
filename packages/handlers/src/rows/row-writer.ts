import { ConditionalCheckFailedException, PutItemCommand } from "@aws-sdk/client-dynamodb";
import {
  type Accepted,
  originAttributes,
  type Pipeline,
  partitionKey,
  type SingleTable,
  sortKey,
} from "@millrace/pipeline";
import { type AttributeItem, toItem } from "../attribute-value.ts";
import { inFlight } from "../in-flight.ts";
import { putAll, type TableWriter } from "./batch-writer.ts";

export interface WriteCounts {
  readonly stored: number;
  readonly existing: number;
}

/**
 * Writes rows so that writing them again changes nothing: every row has a key of its own making, and carries the run and the
 * record it comes from. Of rows with one key in a file, `upsert` keeps the last and `insert-once` the first.
 */
export class RowWriter {
  readonly #writer: TableWriter;
  readonly #sinks: Pipeline["sinks"];
  readonly #runId: string;

  constructor(writer: TableWriter, sinks: Pipeline["sinks"], runId: string) {
    this.#writer = writer;
    this.#sinks = sinks;
    this.#runId = runId;
  }

  /** Must not be called again before it has returned: the order of calls is the order of the file. */
  async write(rows: readonly Accepted[]): Promise<WriteCounts> {
    const counts = { stored: 0, existing: 0 };
    for (const [name, sink] of Object.entries(this.#sinks)) {
      if (sink.kind !== "single-table") continue;
      const { stored, existing } = await this.#writeTo(
        sink,
        rows.flatMap((row) => this.#itemsOf(row, name)),
      );
      counts.stored += stored;
      counts.existing += existing;
    }
    return counts;
  }

  #itemsOf(row: Accepted, sink: string): readonly AttributeItem[] {
    const item = row.items[sink];
    if (item === undefined) return [];
    return [toItem({ ...item, [originAttributes.run]: this.#runId, [originAttributes.record]: row.ordinal })];
  }

  async #writeTo(sink: SingleTable, items: readonly AttributeItem[]): Promise<WriteCounts> {
    if (sink.on === "upsert") {
      await putAll(this.#writer, uniqueByKey(items));
      return { stored: items.length, existing: 0 };
    }
    const first = uniqueByKey(items.toReversed());
    const isNew = await inFlight(first, this.#writer.requestsInFlightMax, (item) => this.#insert(item));
    const stored = isNew.filter(Boolean).length;
    return { stored, existing: items.length - stored };
  }

  /** True if the row is in the table because of this record of this run, now or since an earlier attempt. */
  async #insert(item: AttributeItem): Promise<boolean> {
    const { run, record } = originAttributes;
    try {
      await this.#writer.dynamodb.send(
        new PutItemCommand({
          TableName: this.#writer.table,
          Item: item,
          ConditionExpression: "attribute_not_exists(#pk) OR (#run = :run AND #record = :record)",
          ExpressionAttributeNames: { "#pk": partitionKey, "#run": run, "#record": record },
          ExpressionAttributeValues: {
            ":run": { S: this.#runId },
            ":record": item[record] ?? { NULL: true },
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

/** The last item of each key. */
const uniqueByKey = (items: readonly AttributeItem[]): readonly AttributeItem[] => [
  ...new Map(items.map((item) => [`${item[partitionKey]?.S}\0${item[sortKey]?.S}`, item])).values(),
];
