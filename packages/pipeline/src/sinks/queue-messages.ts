import { type Item, itemOf, type RowOptions } from "./row-sink.ts";

export interface QueueMessagesOptions<Row> extends RowOptions<Row> {
  /** The name of a queue that is there; each row is a message of JSON. */
  readonly name: string;
}

/**
 * A message of SQS for each row. A queue takes every message it is sent, so a chunk that is tried again sends its messages again: each
 * carries `id`, the same every time, for the consumer to tell.
 */
export interface QueueMessages {
  readonly kind: "queue";
  readonly name: string;
  readonly item: (row: object) => Item | undefined;
}

export function queueMessages<Row extends object>(options: QueueMessagesOptions<Row>): QueueMessages {
  return { kind: "queue", name: options.name, item: itemOf(options) };
}
