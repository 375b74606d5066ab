import { type BatchFailure, batchFailure, checkBatch } from "../batch.ts";
import { batchTooLong } from "../errors.ts";
import { enqueue } from "../messages/enqueue.ts";
import { underKey } from "../messages/keys.ts";
import { type Outgoing, outgoingBytes, readOutgoing, refuseBatch } from "../messages/outgoing.ts";
import { messageBytesMax } from "../model.ts";
import { onQueue } from "../on-queue.ts";

/** @see https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_SendMessageBatch.html */
export const sendMessageBatch = onQueue("SendMessageBatch", "sqs:SendMessage", (call, queue, input) => {
  const entries = input.Entries ?? [];
  checkBatch(entries, "SendMessageBatchRequestEntry");
  const bytes = entries.reduce((sum, entry) => sum + outgoingBytes(entry), 0);
  if (bytes > messageBytesMax) throw batchTooLong(bytes, messageBytesMax);
  for (const entry of entries) refuseBatch(queue, entry);
  const failed: BatchFailure[] = [];
  const accepted: { readonly id: string; readonly outgoing: Outgoing }[] = [];
  for (const { Id: id = "", ...sent } of entries) {
    try {
      accepted.push({ id, outgoing: readOutgoing(queue, sent, call.headers) });
    } catch (error) {
      failed.push(batchFailure(id, error));
    }
  }

  if (accepted.length === 0) return batchOutput([], failed);

  return underKey(call, queue, (current, dataKey) => {
    const successful = accepted.map(({ id, outgoing }) => {
      const { messageId, sequenceNumber } = enqueue(call, current, outgoing, dataKey);
      return {
        Id: id,
        MessageId: messageId,
        MD5OfMessageBody: outgoing.bodyMd5,
        ...(outgoing.attributesMd5 === undefined ? {} : { MD5OfMessageAttributes: outgoing.attributesMd5 }),
        ...(outgoing.systemAttributesMd5 === undefined
          ? {}
          : { MD5OfMessageSystemAttributes: outgoing.systemAttributesMd5 }),
        ...(queue.isFifo ? { SequenceNumber: sequenceNumber } : {}),
      };
    });

    return batchOutput(successful, failed);
  });
});

/** Empty lists are left out, as on AWS, though its model demands them. */
function batchOutput<Success>(Successful: Success[], Failed: BatchFailure[]) {
  return {
    ...(Successful.length === 0 ? {} : { Successful }),
    ...(Failed.length === 0 ? {} : { Failed }),
  } as { Successful: Success[]; Failed: BatchFailure[] };
}
