import type { SubscribeToShardEventStream } from "@aws-sdk/client-kinesis";
import { sleep } from "@millrace/core";
import type { Call } from "../../../kernel/operation.ts";
import { openKeys } from "../encryption.ts";
import { dryRun, subscribedJustNow } from "../errors.ts";
import type { Shard, Stream } from "../model.ts";
import { childOutput, pageRecordsMax, readPage, recordOutput, type ShardPage } from "../records/page.ts";
import { printSequence } from "../records/sequence-number.ts";
import { startOf } from "../records/start.ts";
import type { Subscription } from "../records/subscriptions.ts";
import type { KinesisOperation } from "../shapes.ts";
import type { KinesisStore } from "../store.ts";
import { findShard } from "../streams/find-shard.ts";

/** https://docs.aws.amazon.com/kinesis/latest/APIReference/API_SubscribeToShard.html */
const subscriptionMsMax = 5 * 60_000;
const againMsMin = 5_000;
const lookMs = 200;
/** Who listens is told now and then that nothing came. */
const silenceMsMax = 5_000;

/** @see https://docs.aws.amazon.com/kinesis/latest/APIReference/API_SubscribeToShard.html */
export const subscribeToShard: KinesisOperation<"SubscribeToShard"> = {
  access: (input) => ({ action: "kinesis:SubscribeToShard", resource: input.ConsumerARN }),

  run(call, { ConsumerARN, ShardId, StartingPosition: position, DryRun }) {
    const { store, clock } = call;
    const consumer = store.consumer(ConsumerARN);
    const stream = store.stream(consumer.streamName);
    const shard = findShard(store, stream, ShardId);
    const now = clock.now();
    const { Type: type, SequenceNumber: sequence, Timestamp: at } = position;
    const from = startOf(store, { stream, shard, now }, { type, sequence, at });
    if (DryRun === true) throw dryRun();
    const running = store.subscriptions.find(consumer.arn, shard.index);
    if (running !== undefined && now - running.startedAt < againMsMin) throw subscribedJustNow(consumer.arn);

    const stop = new AbortController();
    const subscription: Subscription = {
      consumerArn: consumer.arn,
      shard: shard.index,
      startedAt: now,
      end: () => stop.abort(),
    };
    store.subscriptions.begin(subscription);
    return { EventStream: events(call, { stream, shard, from, subscription, ended: stop.signal }) };
  },
};

interface Listening {
  readonly stream: Stream;
  readonly shard: Shard;
  readonly from: number;
  readonly subscription: Subscription;
  readonly ended: AbortSignal;
}

async function* events(
  call: Call<KinesisStore>,
  { stream: { name, id }, shard: { index }, from, subscription, ended }: Listening,
): AsyncGenerator<SubscribeToShardEventStream> {
  const { store, clock } = call;
  const signal = AbortSignal.any([call.signal, ended]);
  let silentMs = silenceMsMax;
  let next: number | undefined = from;
  try {
    // Who listens waits in real time, wherever the cloud's clock is moved.
    for (let waited = 0; waited < subscriptionMsMax && next !== undefined && !signal.aborted; ) {
      const stream = store.find(name);
      const shard = stream?.shards.find((one) => one.index === index);
      if (stream?.id !== id || shard === undefined) return;
      const page: ShardPage = readPage(
        store,
        { stream, shard },
        { from: next, countMax: pageRecordsMax, now: clock.now() },
      );
      await openKeys(call, stream, page.records);
      if (page.records.length > 0 || page.next === undefined || silentMs >= silenceMsMax) {
        yield { SubscribeToShardEvent: eventOf(shard, page, next) };
        silentMs = 0;
      }
      next = page.next;
      if (page.behindMs > 0) continue;
      await sleep(store.wall, lookMs, signal);
      waited += lookMs;
      silentMs += lookMs;
    }
  } catch (error) {
    if (!signal.aborted) throw error;
  } finally {
    store.subscriptions.remove(subscription);
  }
}

const eventOf = (shard: Shard, { records, behindMs, next, children }: ShardPage, from: number) => ({
  Records: records.map(recordOutput(shard)),
  ContinuationSequenceNumber: printSequence(shard, records.at(-1)?.place ?? Math.max(shard.first, from - 1)),
  MillisBehindLatest: behindMs,
  ...(next === undefined ? { ChildShards: children.map(childOutput) } : {}),
});
