import { enqueue } from "../messages/enqueue.ts";
import { underKey } from "../messages/keys.ts";
import { readOutgoing } from "../messages/outgoing.ts";
import { onQueue } from "../on-queue.ts";

/** @see https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_SendMessage.html */
export const sendMessage = onQueue("SendMessage", "sqs:SendMessage", (call, queue, input) => {
  const outgoing = readOutgoing(queue, input, call.headers);

  return underKey(call, queue, (current, dataKey) => {
    const { messageId, sequenceNumber } = enqueue(call, current, outgoing, dataKey);

    return {
      MD5OfMessageBody: outgoing.bodyMd5,
      ...(outgoing.attributesMd5 === undefined ? {} : { MD5OfMessageAttributes: outgoing.attributesMd5 }),
      ...(outgoing.systemAttributesMd5 === undefined
        ? {}
        : { MD5OfMessageSystemAttributes: outgoing.systemAttributesMd5 }),
      MessageId: messageId,
      ...(queue.isFifo ? { SequenceNumber: sequenceNumber } : {}),
    };
  });
});
