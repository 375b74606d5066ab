import type { Operation } from "../../../kernel/operation.ts";
import { dataTrimmed, sequenceOutsideShard, shardNotFound, streamNotFound, validation } from "../errors.ts";
import { printIterator } from "../iterator.ts";
import { readSequence } from "../sequence-number.ts";
import type { Shapes } from "../shapes.ts";
import type { Shard, StreamSource } from "../source.ts";

type Input = Shapes["GetShardIterator"]["input"];

/**
 * Tells where to begin reading a shard.
 * @see https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_streams_GetShardIterator.html
 */
export const getShardIterator: Operation<StreamSource, Shapes["GetShardIterator"]> = {
  access: (input) => ({ action: "dynamodb:GetShardIterator", resource: input.StreamArn ?? "*" }),

  run({ store, clock }, input) {
    const stream = store.find(input.StreamArn ?? "");
    if (stream === undefined) throw streamNotFound(input.StreamArn ?? "");
    const shard = store.shards(stream).find(({ id }) => id === input.ShardId);
    if (shard === undefined) throw shardNotFound();

    const from = startOf(input, shard, { oldest: store.oldest(), next: () => store.next(stream) });
    return {
      ShardIterator: printIterator({ streamArn: stream.arn, shardId: shard.id, from, issuedAt: clock.now() }),
    };
  },
};

interface Ends {
  readonly oldest: number;
  readonly next: () => number;
}

function startOf(input: Input, shard: Shard, { oldest, next }: Ends): number {
  const { ShardIteratorType: type, SequenceNumber: given } = input;
  const isNumbered = type === "AT_SEQUENCE_NUMBER" || type === "AFTER_SEQUENCE_NUMBER";
  if (!isNumbered) {
    if (given !== undefined) {
      throw validation(`SequenceNumber cannot be specified with ShardIteratorType ${type}`);
    }
    if (type === "TRIM_HORIZON") return shard.first;
    return shard.last === undefined ? next() : shard.last + 1;
  }
  if (given === undefined) throw validation(`SequenceNumber must be specified with ShardIteratorType ${type}`);
  const sequence = readSequence(given);
  if (sequence === undefined || sequence < shard.first || sequence > (shard.last ?? Number.MAX_SAFE_INTEGER)) {
    throw sequenceOutsideShard(given, shard.id);
  }
  if (sequence < oldest && sequence !== shard.first) throw dataTrimmed();
  return type === "AT_SEQUENCE_NUMBER" ? sequence : sequence + 1;
}
