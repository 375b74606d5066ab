import { type EventBridgeClient, PutEventsCommand } from "@aws-sdk/client-eventbridge";
import type { Clock } from "@millrace/core";
import { type Accepted, type BusEvents, jsonText } from "@millrace/pipeline";

import { sendBatches } from "./send-batches.ts";
import type { SinkWriter, WriteCounts, WriteUnit } from "./sink-writer.ts";

export interface EventTarget {
  readonly events: EventBridgeClient;
  readonly clock: Clock;
  readonly requestsInFlightMax: number;
  readonly sink: BusEvents;
  /** The sink's name in the definition. */
  readonly name: string;
}

/** Puts each row on an event bus; `detail.id` is the same every time the row is sent. */
export class EventWriter implements SinkWriter {
  readonly #target: EventTarget;
  readonly #unit: WriteUnit;
  #sent = 0;

  constructor(target: EventTarget, unit: WriteUnit) {
    this.#target = target;
    this.#unit = unit;
  }

  async write(rows: readonly Accepted[]): Promise<void> {
    const details = rows.flatMap((row) => this.#detailsOf(row));
    const { clock, requestsInFlightMax, sink } = this.#target;
    const bytesOf = (detail: string): number => Buffer.byteLength(detail) + 256;
    const send = (batch: readonly string[]) => this.#send(batch);
    await sendBatches(details, { clock, requestsInFlightMax, target: sink.bus, bytesOf, send });
    this.#sent += details.length;
  }

  async close(): Promise<WriteCounts> {
    return { stored: this.#sent, existing: 0 };
  }

  #detailsOf(row: Accepted): readonly string[] {
    const item = row.items[this.#target.name];
    const { runId } = this.#unit;
    return item === undefined ? [] : [jsonText({ id: `${runId}-${row.ordinal}`, runId, row: item })];
  }

  async #send(batch: readonly string[]): Promise<readonly string[]> {
    const { bus, detailType } = this.#target.sink;
    const { Entries = [] } = await this.#target.events.send(
      new PutEventsCommand({
        Entries: batch.map((Detail) => ({
          EventBusName: bus,
          Source: `millrace.${this.#unit.pipeline}`,
          DetailType: detailType,
          Detail,
        })),
      }),
    );
    return batch.filter((_, index) => Entries[index]?.ErrorCode !== undefined);
  }
}
