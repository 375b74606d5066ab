import type { Operation } from "../../../kernel/operation.ts";
import { shardNotFound, streamNotFound, validation } from "../errors.ts";
import { printSequence } from "../sequence-number.ts";
import type { Shapes } from "../shapes.ts";
import type { Shard, StreamSource } from "../source.ts";

type Input = Shapes["DescribeStream"]["input"];

const shardsMax = 100;

/**
 * Tells what a stream is, and its shards.
 * @see https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_streams_DescribeStream.html
 */
export const describeStream: Operation<StreamSource, Shapes["DescribeStream"]> = {
  access: (input) => ({ action: "dynamodb:DescribeStream", resource: input.StreamArn ?? "*" }),

  run({ store }, input) {
    const stream = store.find(input.StreamArn ?? "");
    if (stream === undefined) throw streamNotFound(input.StreamArn ?? "");
    const shards = wantedShards(store.shards(stream), input);

    const page = shards.slice(0, Math.min(input.Limit ?? shardsMax, shardsMax));
    const { hash, range } = stream.keySchema;
    return {
      StreamDescription: {
        StreamArn: stream.arn,
        StreamLabel: stream.label,
        StreamStatus: stream.disabledAt === undefined ? "ENABLED" : "DISABLED",
        StreamViewType: stream.viewType as "NEW_IMAGE",
        CreationRequestDateTime: new Date(stream.createdAt),
        TableName: stream.tableName,
        KeySchema: [
          { AttributeName: hash.name, KeyType: "HASH" },
          ...(range === undefined ? [] : [{ AttributeName: range.name, KeyType: "RANGE" as const }]),
        ],
        Shards: page.map(describeShard),
        ...(page.length < shards.length && { LastEvaluatedShardId: page.at(-1)?.id }),
      },
    };
  },
};

function wantedShards(shards: readonly Shard[], { ExclusiveStartShardId: after, ShardFilter: filter }: Input) {
  if (filter !== undefined) {
    if (after !== undefined) throw validation("ExclusiveStartShardId and ShardFilter cannot be specified together");
    return shards.filter(({ parentId }) => parentId === filter.ShardId);
  }
  if (after === undefined) return shards;
  const at = shards.findIndex(({ id }) => id === after);
  if (at < 0) throw shardNotFound();
  return shards.slice(at + 1);
}

const describeShard = ({ id, parentId, first, last }: Shard) => ({
  ShardId: id,
  SequenceNumberRange: {
    StartingSequenceNumber: printSequence(first),
    ...(last !== undefined && { EndingSequenceNumber: printSequence(last) }),
  },
  ...(parentId !== undefined && { ParentShardId: parentId }),
});
