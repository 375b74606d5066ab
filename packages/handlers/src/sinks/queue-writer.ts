import { GetQueueUrlCommand, SendMessageBatchCommand, type SQSClient } from "@aws-sdk/client-sqs";
import type { Clock } from "@millrace/core";
import { type Accepted, jsonText } from "@millrace/pipeline";

import { sendBatches } from "./send-batches.ts";
import type { SinkWriter, WriteCounts, WriteUnit } from "./sink-writer.ts";

export interface QueueTarget {
  readonly sqs: SQSClient;
  readonly clock: Clock;
  readonly requestsInFlightMax: number;
  readonly queue: string;
  /** The sink's name in the definition. */
  readonly name: string;
}

interface Message {
  readonly id: string;
  readonly body: string;
}

/** Sends each row as a message. */
export class QueueWriter implements SinkWriter {
  readonly #target: QueueTarget;
  readonly #unit: WriteUnit;
  #queueUrl: string | undefined;
  #sent = 0;

  constructor(target: QueueTarget, unit: WriteUnit) {
    this.#target = target;
    this.#unit = unit;
  }

  async write(rows: readonly Accepted[]): Promise<void> {
    const messages = rows.flatMap((row) => this.#messagesOf(row));
    if (messages.length === 0) return;
    this.#queueUrl ??= await this.#findQueue();
    const { clock, requestsInFlightMax, queue: target } = this.#target;
    const bytesOf = ({ body }: Message): number => Buffer.byteLength(body) + 256;
    await sendBatches(messages, { clock, requestsInFlightMax, target, bytesOf, send: (batch) => this.#send(batch) });
    this.#sent += messages.length;
  }

  async close(): Promise<WriteCounts> {
    return { stored: this.#sent, existing: 0 };
  }

  #messagesOf(row: Accepted): readonly Message[] {
    const item = row.items[this.#target.name];
    return item === undefined ? [] : [{ id: `${this.#unit.runId}-${row.ordinal}`, body: jsonText(item) }];
  }

  async #findQueue(): Promise<string | undefined> {
    const { QueueUrl } = await this.#target.sqs.send(new GetQueueUrlCommand({ QueueName: this.#target.queue }));
    return QueueUrl;
  }

  async #send(batch: readonly Message[]): Promise<readonly Message[]> {
    const isFifo = this.#target.queue.endsWith(".fifo");
    const { Failed = [] } = await this.#target.sqs.send(
      new SendMessageBatchCommand({
        QueueUrl: this.#queueUrl,
        Entries: batch.map(({ id, body }, index) => ({
          Id: String(index),
          MessageBody: body,
          MessageAttributes: { id: { DataType: "String", StringValue: id } },
          ...(isFifo ? { MessageGroupId: this.#unit.runId, MessageDeduplicationId: id } : {}),
        })),
      }),
    );
    const failed = new Set(Failed.map(({ Id }) => Id));
    return batch.filter((_, index) => failed.has(String(index)));
  }
}
