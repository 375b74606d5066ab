import { AwsError } from "@millrace/wire";
import type { Call } from "../../../kernel/operation.ts";
import { batchTooLong, emptyBatch, invalidBatchId, repeatedBatchId, tooManyEntries } from "../errors.ts";
import { messageBytesMax, resourceOf, type Topic } from "../model.ts";
import { incomingBytes, readIncoming } from "../publishing/incoming.ts";
import { underKey } from "../publishing/keys.ts";
import { publish } from "../publishing/publish.ts";
import type { Shapes, SnsOperation } from "../shapes.ts";
import type { SnsStore } from "../store.ts";

type Output = Shapes["PublishBatch"]["output"];
type Entries = NonNullable<Shapes["PublishBatch"]["input"]["PublishBatchRequestEntries"]>;

const entriesMax = 10;

/** @see https://docs.aws.amazon.com/sns/latest/api/API_PublishBatch.html */
export const publishBatch: SnsOperation<"PublishBatch"> = {
  access: (input) => ({ action: "sns:Publish", resource: resourceOf(input.TopicArn) }),

  run(call, { TopicArn, PublishBatchRequestEntries: entries = [] }) {
    const topic = call.store.topic(TopicArn);
    checkEntries(entries);
    return underKey(call, topic, () => publishAll(call, topic, entries));
  },
};

function publishAll(call: Call<SnsStore>, topic: Topic, entries: Entries): Output {
  const successful: NonNullable<Output["Successful"]> = [];
  const failed: NonNullable<Output["Failed"]> = [];

  for (const { Id = "", ...entry } of entries) {
    try {
      const { messageId, sequenceNumber } = publish(call, topic, readIncoming(entry, topic));
      successful.push({ Id, MessageId: messageId, ...(topic.isFifo ? { SequenceNumber: sequenceNumber } : {}) });
    } catch (error) {
      if (!(error instanceof AwsError)) throw error;
      const Code = error.code.replace(/Exception$/, "");
      failed.push({ Id, Code, Message: error.message, SenderFault: true });
    }
  }

  return { Successful: successful, Failed: failed };
}

function checkEntries(entries: Entries): void {
  if (entries.length === 0) throw emptyBatch();
  if (entries.length > entriesMax) throw tooManyEntries();
  if (new Set(entries.map(({ Id }) => Id)).size < entries.length) throw repeatedBatchId();
  if (!entries.every(({ Id = "" }) => /^[A-Za-z0-9_-]{1,80}$/.test(Id))) throw invalidBatchId();
  if (entries.reduce((sum, entry) => sum + incomingBytes(entry), 0) > messageBytesMax) throw batchTooLong();
}
