import { invalidParameter } from "../errors.ts";
import { messageBytesMax, readArn, resourceOf } from "../model.ts";
import { publishToDevice, publishToPhone } from "../publishing/direct.ts";
import { incomingBytes, readIncoming } from "../publishing/incoming.ts";
import { underKey } from "../publishing/keys.ts";
import { publish as publishTo } from "../publishing/publish.ts";
import type { SnsOperation } from "../shapes.ts";

/** @see https://docs.aws.amazon.com/sns/latest/api/API_Publish.html */
export const publish: SnsOperation<"Publish"> = {
  access: ({ TopicArn, TargetArn }) => ({ action: "sns:Publish", resource: resourceOf(TopicArn ?? TargetArn) }),

  run(call, input) {
    const { store } = call;
    const { TopicArn, TargetArn, PhoneNumber } = input;
    if (PhoneNumber !== undefined) return publishToPhone(call, PhoneNumber, readIncoming(input, undefined));
    const arn = TopicArn ?? TargetArn;
    if (arn === undefined) throw invalidParameter("TopicArn or TargetArn Reason: no value for required parameter");
    if (TopicArn !== undefined && TargetArn !== undefined) {
      throw invalidParameter("Both TopicArn and TargetArn are given: only one of them may be");
    }
    const { resource } = readArn(arn, TopicArn === undefined ? "TargetArn" : "TopicArn");
    if (resource.startsWith("endpoint/")) return publishToDevice(call, arn, readIncoming(input, undefined));
    const topic = store.topic(arn, TopicArn === undefined ? "TargetArn" : "TopicArn");
    const incoming = readIncoming(input, topic);
    if (incomingBytes(input) > messageBytesMax) throw invalidParameter("Message too long");

    return underKey(call, topic, () => {
      const { messageId, sequenceNumber } = publishTo(call, topic, incoming);

      return { MessageId: messageId, ...(topic.isFifo ? { SequenceNumber: sequenceNumber } : {}) };
    });
  },
};
