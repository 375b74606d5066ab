import { header } from "@millrace/wire";
import type { Call } from "../../../kernel/operation.ts";
import { deliverInOrderJob, deliverJob, type QueuedDelivery } from "../deliveries/jobs.ts";
import { type Published, type Topic, topicArn } from "../model.ts";
import type { SnsStore } from "../store.ts";
import { isWanted } from "../subscriptions/is-wanted.ts";
import type { Incoming } from "./incoming.ts";
import type { Seen } from "./seen-messages.ts";

/** Takes a message and queues it for everybody who wants it, all in one transaction. */
export function publish(call: Call<SnsStore>, topic: Topic, incoming: Incoming): Seen {
  const { store, clock, ids, metrics } = call;
  const now = clock.now();
  const scope = topic.attributes["FifoThroughputScope"] === "MessageGroup" ? `group ${incoming.group}` : "topic";
  const { deduplicationId } = incoming;
  const place = deduplicationId === undefined ? undefined : ([topic.name, scope, deduplicationId] as const);
  const known = place === undefined ? undefined : store.seen.find(place, now);
  if (known !== undefined) return known;
  const sequenceNumber = topic.isFifo ? sequenceNumberOf(store.nextSequence()) : "";
  const traceHeader = header({ headers: call.headers }, "x-amzn-trace-id");
  const published: Published = {
    ...incoming,
    id: ids.uuid(),
    topicArn: topicArn(store.scope, topic.name),
    publishedAt: now,
    ...(topic.isFifo ? { sequenceNumber } : {}),
    ...(traceHeader === undefined ? {} : { traceHeader }),
  };
  const seen = { messageId: published.id, sequenceNumber };
  if (place !== undefined) store.seen.add(place, seen, now);
  fanOut(call, topic, published);
  const measured = { namespace: "AWS/SNS", dimensions: { TopicName: topic.name } };
  metrics.record({ ...measured, name: "NumberOfMessagesPublished", value: 1, unit: "Count" });
  metrics.record({ ...measured, name: "PublishSize", value: Buffer.byteLength(incoming.message), unit: "Bytes" });
  return seen;
}

function fanOut({ store, jobs, metrics, endpoint }: Call<SnsStore>, topic: Topic, published: Published): void {
  const kind = topic.isFifo ? deliverInOrderJob : deliverJob;
  for (const subscription of store.subscriptionsOf(published.topicArn)) {
    if (!subscription.isConfirmed) continue;
    if (!isWanted(subscription, published)) {
      const dimensions = { TopicName: topic.name };
      metrics.record({
        namespace: "AWS/SNS",
        name: "NumberOfNotificationsFilteredOut",
        value: 1,
        unit: "Count",
        dimensions,
      });
      continue;
    }
    const queued: QueuedDelivery = { subscriptionArn: subscription.arn, published, endpoint };
    jobs.add(kind, queued, { lane: subscription.arn });
  }
}

const sequenceNumberOf = (sequence: number): string => `1${String(sequence).padStart(19, "0")}`;
