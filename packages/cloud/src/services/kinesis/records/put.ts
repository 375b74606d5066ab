import type { PutRecordsRequestEntry } from "@aws-sdk/client-kinesis";
import type { DataKey } from "../../../data-keys/data-keys.ts";
import type { Call } from "../../../kernel/operation.ts";
import { invalidArgument } from "../errors.ts";
import { measure } from "../measure.ts";
import { isOpen, type Shard, type Stream, shardName } from "../model.ts";
import type { KinesisStore } from "../store.ts";
import { hashOf, readHashKey } from "../streams/hash-key.ts";
import { bytesOf } from "./record-tables.ts";
import { printSequence } from "./sequence-number.ts";

export type Incoming = Partial<Pick<PutRecordsRequestEntry, "PartitionKey" | "ExplicitHashKey">> & {
  readonly Data: Uint8Array | undefined;
};

/** A record that was found fit for its stream, and the shard that it goes to. */
export interface Fitting {
  readonly data: string;
  readonly partitionKey: string;
  readonly shard: Shard;
}

/** Throws InvalidArgumentException for what is too large, or has no place. */
export function fit(
  stream: Stream,
  { PartitionKey = "", ExplicitHashKey, Data = new Uint8Array() }: Incoming,
): Fitting {
  const bytes = Data.byteLength + Buffer.byteLength(PartitionKey);
  if (bytes > stream.recordKiBMax * 1024) {
    throw invalidArgument(`Record size of ${bytes} bytes exceeds the maximum of ${stream.recordKiBMax} KiB.`);
  }
  const key = ExplicitHashKey === undefined ? hashOf(PartitionKey) : readHashKey(ExplicitHashKey);
  if (key === undefined) {
    throw invalidArgument(
      `Invalid ExplicitHashKey. ExplicitHashKey must be in the range: [0, 2^128-1]. Specified value was ${ExplicitHashKey}`,
    );
  }
  const shard = stream.shards.find((one) => isOpen(one) && one.from <= key && key <= one.to);
  if (shard === undefined) throw new TypeError(`No shard of ${stream.name} takes the hash key ${key}`);
  return { data: Buffer.from(Data).toString("base64"), partitionKey: PartitionKey, shard };
}

/** Writes a record, and tells by what it is known. */
export function put(
  { store, clock, metrics }: Call<KinesisStore>,
  stream: Stream,
  { shard, ...fitting }: Fitting,
  dataKey: DataKey | undefined,
) {
  const at = clock.now();
  const place = store.nextPlace(at);
  const record = { place, at, ...fitting, ...(dataKey === undefined ? {} : { dataKey }) };
  store.records.add(stream, shard, record);
  measure(metrics, stream, { name: "IncomingRecords", value: 1, unit: "Count" });
  measure(metrics, stream, { name: "IncomingBytes", value: bytesOf(record), unit: "Bytes" });
  return { ShardId: shardName(shard.index), SequenceNumber: printSequence(shard, place) };
}
