import type { _Record as KinesisRecord, Shard } from "@aws-sdk/client-kinesis";
import { parseArn } from "@millrace/core";
import type { JsonEvent, StreamRecord } from "./stream-record.ts";
import type { Place, SourceOptions, SourcePage, SourceShard, StreamSource } from "./stream-source.ts";

/** Of one GetRecords. */
const recordsMax = 10_000;

/** A stream of Kinesis. Who names a consumer of it reads the same records. */
export class KinesisSource implements StreamSource {
  readonly #options: SourceOptions;
  readonly #streamArn: string;

  constructor(options: SourceOptions) {
    this.#options = options;
    this.#streamArn = options.arn.replace(/\/consumer\/.*$/, "");
  }

  async shards(): Promise<readonly SourceShard[]> {
    const { aws, caller } = this.#options;
    const shards: Shard[] = [];
    let last: string | undefined;
    do {
      const input = { StreamARN: this.#streamArn, ...(last === undefined ? {} : { ExclusiveStartShardId: last }) };
      const { StreamDescription } = await aws.call("kinesis", "DescribeStream", input, await caller());
      const { Shards = [], HasMoreShards = false } = StreamDescription ?? {};
      shards.push(...Shards);
      last = HasMoreShards ? Shards.at(-1)?.ShardId : undefined;
    } while (last !== undefined);
    return shards.map(({ ShardId = "", ParentShardId, AdjacentParentShardId }) => ({
      id: ShardId,
      parents: [ParentShardId, AdjacentParentShardId].filter((id) => id !== undefined),
    }));
  }

  async begin(ShardId: string, place: Place): Promise<string> {
    const { aws, caller } = this.#options;
    const input = { StreamARN: this.#streamArn, ShardId, ...iteratorAt(place) };
    return (await aws.call("kinesis", "GetShardIterator", input, await caller())).ShardIterator ?? "";
  }

  async read(shardId: string, ShardIterator: string, countMax: number): Promise<SourcePage> {
    const { aws, caller } = this.#options;
    const input = { ShardIterator, StreamARN: this.#streamArn, Limit: Math.min(countMax, recordsMax) };
    const { Records = [], NextShardIterator } = await aws.call("kinesis", "GetRecords", input, await caller());
    return { records: Records.map((record) => recordOf(record, shardId, this.#options)), next: NextShardIterator };
  }
}

function iteratorAt(place: Place) {
  switch (place.kind) {
    case "after":
      return { ShardIteratorType: "AFTER_SEQUENCE_NUMBER", StartingSequenceNumber: place.sequenceNumber } as const;
    case "time":
      return { ShardIteratorType: "AT_TIMESTAMP", Timestamp: place.at } as const;
    default:
      return { ShardIteratorType: place.kind === "latest" ? "LATEST" : "TRIM_HORIZON" } as const;
  }
}

const recordOf = (record: KinesisRecord, shardId: string, options: SourceOptions): StreamRecord => ({
  sequenceNumber: record.SequenceNumber ?? "",
  createdAt: record.ApproximateArrivalTimestamp?.getTime() ?? 0,
  orderKey: record.PartitionKey ?? "",
  event: eventOf(record, shardId, options),
});

/** https://docs.aws.amazon.com/lambda/latest/dg/with-kinesis.html */
const eventOf = (record: KinesisRecord, shardId: string, { arn, roleArn }: SourceOptions): JsonEvent => ({
  kinesis: {
    kinesisSchemaVersion: "1.0",
    partitionKey: record.PartitionKey,
    sequenceNumber: record.SequenceNumber,
    data: Buffer.from(record.Data ?? []).toString("base64"),
    approximateArrivalTimestamp: (record.ApproximateArrivalTimestamp?.getTime() ?? 0) / 1000,
  },
  eventSource: "aws:kinesis",
  eventVersion: "1.0",
  eventID: `${shardId}:${record.SequenceNumber}`,
  eventName: "aws:kinesis:record",
  invokeIdentityArn: roleArn,
  awsRegion: parseArn(arn)?.region,
  eventSourceARN: arn,
});
