import { openKeys } from "../encryption.ts";
import { dryRun, iteratorInvalid } from "../errors.ts";
import { measure } from "../measure.ts";
import { streamNameOf } from "../model.ts";
import { checkAge, printIterator, readIterator } from "../records/iterator.ts";
import { childOutput, pageRecordsMax, readPage, recordOutput } from "../records/page.ts";
import type { KinesisOperation } from "../shapes.ts";

/** @see https://docs.aws.amazon.com/kinesis/latest/APIReference/API_GetRecords.html */
export const getRecords: KinesisOperation<"GetRecords"> = {
  access: (input) => ({ action: "kinesis:GetRecords", resource: readIterator(input.ShardIterator).streamArn }),

  async run(call, input) {
    const { store, clock, metrics } = call;
    const now = clock.now();
    const iterator = readIterator(input.ShardIterator);
    const stream = store.stream(streamNameOf(iterator.streamArn));
    const shard = stream.shards.find(({ index }) => index === iterator.shard);
    if (stream.id !== iterator.streamId || shard === undefined) throw iteratorInvalid();
    checkAge(iterator, now);
    if (input.DryRun === true) throw dryRun();
    const countMax = input.Limit ?? pageRecordsMax;
    const page = readPage(store, { stream, shard }, { from: iterator.from, countMax, now });
    await openKeys(call, stream, page.records);

    measure(metrics, stream, { name: "GetRecords.Records", value: page.records.length, unit: "Count" });
    measure(metrics, stream, { name: "GetRecords.Bytes", value: page.bytes, unit: "Bytes" });
    measure(metrics, stream, {
      name: "GetRecords.IteratorAgeMilliseconds",
      value: page.behindMs,
      unit: "Milliseconds",
    });
    return {
      Records: page.records.map(recordOutput(shard)),
      MillisBehindLatest: page.behindMs,
      ...(page.next === undefined
        ? { ChildShards: page.children.map(childOutput) }
        : { NextShardIterator: printIterator({ ...iterator, from: page.next, issuedAt: now }) }),
    };
  },
};
