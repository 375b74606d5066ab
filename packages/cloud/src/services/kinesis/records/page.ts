import type { ChildShard, _Record as RecordOutput } from "@aws-sdk/client-kinesis";
import { isOpen, keptSince, placeAt, type Shard, type Stream, type StreamRecord, shardName } from "../model.ts";
import type { KinesisStore } from "../store.ts";
import { printHashKey } from "../streams/hash-key.ts";
import { bytesOf } from "./record-tables.ts";
import { printSequence } from "./sequence-number.ts";

/** https://docs.aws.amazon.com/kinesis/latest/APIReference/API_GetRecords.html */
export const pageRecordsMax = 10_000;
const pageBytesMax = 10 * 1024 * 1024;

/** Some records of a shard in their order, and how to go on. */
export interface ShardPage {
  readonly records: readonly StreamRecord[];
  /** Where the next page begins; undefined at the end of a closed shard. */
  readonly next: number | undefined;
  readonly behindMs: number;
  readonly bytes: number;
  readonly children: readonly Shard[];
}

export function readPage(
  store: KinesisStore,
  { stream, shard }: { readonly stream: Stream; readonly shard: Shard },
  { from, countMax, now }: { readonly from: number; readonly countMax: number; readonly now: number },
): ShardPage {
  const start = Math.max(from, placeAt(keptSince(stream, now)));
  const records = store.records.read(stream, shard, { from: start, countMax, bytesMax: pageBytesMax });
  const bytes = records.reduce((sum, record) => sum + bytesOf(record), 0);
  const after = (records.at(-1)?.place ?? start - 1) + 1;
  const waiting = store.records.next(stream, shard, after);
  const isOver = waiting === undefined && !isOpen(shard);
  const behindMs = waiting === undefined ? 0 : Math.max(0, now - (records.at(-1)?.at ?? waiting.at));
  const children = isOver ? stream.shards.filter(({ parents }) => parents.includes(shard.index)) : [];
  return { records, next: isOver ? undefined : after, behindMs, bytes, children };
}

export const recordOutput =
  (shard: Shard) =>
  ({ place, at, data, partitionKey, dataKey }: StreamRecord): RecordOutput => ({
    SequenceNumber: printSequence(shard, place),
    ApproximateArrivalTimestamp: new Date(at),
    Data: Buffer.from(data, "base64"),
    PartitionKey: partitionKey,
    ...(dataKey === undefined ? {} : { EncryptionType: "KMS" }),
  });

export const childOutput = ({ index, parents, from, to }: Shard): ChildShard => ({
  ShardId: shardName(index),
  ParentShards: parents.map(shardName),
  HashKeyRange: { StartingHashKey: printHashKey(from), EndingHashKey: printHashKey(to) },
});
