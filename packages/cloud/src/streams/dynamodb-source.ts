import type { _Record as Change, Shard } from "@aws-sdk/client-dynamodb-streams";
import type { JsonEvent, StreamRecord } from "./stream-record.ts";
import type { Place, SourceOptions, SourcePage, SourceShard, StreamSource } from "./stream-source.ts";

/** Of one GetRecords. */
const recordsMax = 1_000;

/** The stream of a table. */
export class DynamodbSource implements StreamSource {
  readonly #options: SourceOptions;

  constructor(options: SourceOptions) {
    this.#options = options;
  }

  async shards(): Promise<readonly SourceShard[]> {
    const { aws, arn: StreamArn, caller } = this.#options;
    const shards: Shard[] = [];
    let last: string | undefined;
    do {
      const input = { StreamArn, ...(last === undefined ? {} : { ExclusiveStartShardId: last }) };
      const { StreamDescription } = await aws.call("dynamodbstreams", "DescribeStream", input, await caller());
      shards.push(...(StreamDescription?.Shards ?? []));
      last = StreamDescription?.LastEvaluatedShardId;
    } while (last !== undefined);
    return shards.map(({ ShardId = "", ParentShardId }) => ({
      id: ShardId,
      parents: ParentShardId === undefined ? [] : [ParentShardId],
    }));
  }

  async begin(ShardId: string, place: Place): Promise<string> {
    const { aws, arn: StreamArn, caller } = this.#options;
    const input = { StreamArn, ShardId, ...iteratorAt(place) };
    return (await aws.call("dynamodbstreams", "GetShardIterator", input, await caller())).ShardIterator ?? "";
  }

  async read(_shardId: string, ShardIterator: string, countMax: number): Promise<SourcePage> {
    const { aws, arn, caller } = this.#options;
    const input = { ShardIterator, Limit: Math.min(countMax, recordsMax) };
    const { Records = [], NextShardIterator } = await aws.call("dynamodbstreams", "GetRecords", input, await caller());
    return { records: Records.map((change) => recordOf(change, arn)), next: NextShardIterator };
  }
}

function iteratorAt(place: Place) {
  if (place.kind === "after") {
    return { ShardIteratorType: "AFTER_SEQUENCE_NUMBER", SequenceNumber: place.sequenceNumber } as const;
  }
  // Streams of tables know no times: AWS refuses those who want to begin at one.
  return { ShardIteratorType: place.kind === "latest" ? "LATEST" : "TRIM_HORIZON" } as const;
}

const recordOf = (change: Change, streamArn: string): StreamRecord => ({
  sequenceNumber: change.dynamodb?.SequenceNumber ?? "",
  createdAt: change.dynamodb?.ApproximateCreationDateTime?.getTime() ?? 0,
  orderKey: JSON.stringify(change.dynamodb?.Keys ?? {}),
  event: eventOf(change, streamArn),
});

/** https://docs.aws.amazon.com/lambda/latest/dg/with-ddb.html */
function eventOf(record: Change, streamArn: string): JsonEvent {
  const { ApproximateCreationDateTime: at, ...change } = record.dynamodb ?? {};
  return {
    eventID: record.eventID,
    eventName: record.eventName,
    eventVersion: record.eventVersion,
    eventSource: record.eventSource,
    awsRegion: record.awsRegion,
    dynamodb: {
      ...(at === undefined ? {} : { ApproximateCreationDateTime: at.getTime() / 1000 }),
      ...change,
    },
    ...(record.userIdentity === undefined
      ? {}
      : { userIdentity: { principalId: record.userIdentity.PrincipalId, type: record.userIdentity.Type } }),
    eventSourceARN: streamArn,
  };
}
