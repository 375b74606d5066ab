import { type Item, itemOf, type RowOptions } from "./row-sink.ts";

export interface BusEventsOptions<Row> extends RowOptions<Row> {
  /** The name of an event bus; the account's default one unless told otherwise. */
  readonly bus?: string;
  /** The `detail-type` of the events; `Row Accepted` unless told otherwise. */
  readonly detailType?: string;
}

/** An event of EventBridge for each row, from the source `millrace.<pipeline>`. Like messages of a queue, events may come again. */
export interface BusEvents {
  readonly kind: "events";
  readonly bus: string;
  readonly detailType: string;
  readonly item: (row: object) => Item | undefined;
}

export const busEvents = <Row extends object>(options: BusEventsOptions<Row>): BusEvents => ({
  kind: "events",
  bus: options.bus ?? "default",
  detailType: options.detailType ?? "Row Accepted",
  item: itemOf(options),
});
