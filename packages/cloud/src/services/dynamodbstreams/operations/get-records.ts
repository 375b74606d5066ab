import { createHash } from "node:crypto";
import type { Operation } from "../../../kernel/operation.ts";
import { shardNotFound, streamNotFound } from "../errors.ts";
import { printIterator, readIterator } from "../iterator.ts";
import { printSequence } from "../sequence-number.ts";
import type { Shapes } from "../shapes.ts";
import type { ChangeRecord, Stream, StreamSource } from "../source.ts";

const recordsMax = 1000;
const recordBytesMax = 1024 * 1024;

type Record = NonNullable<Shapes["GetRecords"]["output"]["Records"]>[number];

/**
 * Reads the changes that follow an iterator, and tells how to go on; at the end of a closed shard it does not.
 * @see https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_streams_GetRecords.html
 */
export const getRecords: Operation<StreamSource, Shapes["GetRecords"]> = {
  access: (input) => ({ action: "dynamodb:GetRecords", resource: input.ShardIterator?.split("|")[0] ?? "*" }),

  run({ store, clock, region }, input) {
    const iterator = readIterator(input.ShardIterator ?? "", clock.now());
    const stream = store.find(iterator.streamArn);
    if (stream === undefined) throw streamNotFound(iterator.streamArn);
    const shard = store.shards(stream).find(({ id }) => id === iterator.shardId);
    if (shard === undefined) throw shardNotFound();

    const countMax = Math.min(input.Limit ?? recordsMax, recordsMax);
    const range = { from: iterator.from, to: shard.last, countMax, bytesMax: recordBytesMax };
    const records = [...store.records(stream, range)];

    const last = records.at(-1);
    const from = last === undefined ? iterator.from : last.sequence + 1;
    // An empty page of a closed shard is its end.
    const isOver = shard.last !== undefined && (from > shard.last || last === undefined);
    return {
      Records: records.map((record) => describeRecord(record, stream, region)),
      ...(!isOver && { NextShardIterator: printIterator({ ...iterator, from, issuedAt: clock.now() }) }),
    };
  },
};

function describeRecord(record: ChangeRecord, stream: Stream, region: string): Record {
  const SequenceNumber = printSequence(record.sequence);
  return {
    eventID: createHash("md5").update(`${stream.arn}/${SequenceNumber}`).digest("hex"),
    eventName: record.name,
    eventVersion: "1.1",
    eventSource: "aws:dynamodb",
    awsRegion: region,
    dynamodb: {
      ApproximateCreationDateTime: new Date(Math.floor(record.at / 1000) * 1000),
      Keys: record.keys,
      ...(record.new && { NewImage: record.new }),
      ...(record.old && { OldImage: record.old }),
      SequenceNumber,
      SizeBytes: record.bytes,
      StreamViewType: stream.viewType as "NEW_IMAGE",
    },
    ...(record.isByService && { userIdentity: { Type: "Service", PrincipalId: "dynamodb.amazonaws.com" } }),
  };
}
