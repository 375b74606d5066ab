import type { ShardIteratorType } from "@aws-sdk/client-kinesis";
import { invalidArgument } from "../errors.ts";
import { placeAt, type Shard, type Stream, shardName } from "../model.ts";
import type { KinesisStore } from "../store.ts";
import { readSequence } from "./sequence-number.ts";

/** Where somebody wants to begin. */
export interface Start {
  readonly type: ShardIteratorType | undefined;
  readonly sequence?: string | undefined;
  readonly at?: Date | undefined;
}

interface Where {
  readonly stream: Stream;
  readonly shard: Shard;
  readonly now: number;
}

/** The place of the first record that is wanted. Throws InvalidArgumentException for what does not fit together. */
export function startOf(store: KinesisStore, { stream, shard, now }: Where, { type, sequence, at }: Start): number {
  if (type === "TRIM_HORIZON") return shard.first;
  if (type === "LATEST") return shard.last === undefined ? store.endPlace : shard.last + 1;
  if (type === "AT_TIMESTAMP") return Math.max(shard.first, placeAt(momentOf(at, now)));
  if (sequence === undefined) {
    throw invalidArgument(
      `Must either specify (1) AT_SEQUENCE_NUMBER or AFTER_SEQUENCE_NUMBER and StartingSequenceNumber or (2) TRIM_HORIZON or LATEST and no StartingSequenceNumber. Request specified ${type} and no StartingSequenceNumber.`,
    );
  }
  const known = readSequence(sequence);
  if (known === undefined || known.shard !== shard.index || known.place < shard.first) {
    throw invalidArgument(
      `StartingSequenceNumber ${sequence} used in GetShardIterator on shard ${shardName(shard.index)} in stream ${stream.name} under account ${store.scope.account} is invalid because it did not come from this stream.`,
    );
  }
  return type === "AT_SEQUENCE_NUMBER" ? known.place : known.place + 1;
}

function momentOf(at: Date | undefined, now: number): number {
  if (at === undefined) {
    throw invalidArgument(
      "Must specify timestampInMillis parameter for iterator of type AT_TIMESTAMP. Current request has no timestamp parameter.",
    );
  }
  if (at.getTime() > now) {
    throw invalidArgument(
      `The timestampInMillis parameter cannot be greater than the currentTimestampInMillis. timestampInMillis: ${at.getTime()}, currentTimestampInMillis: ${now}`,
    );
  }
  return at.getTime();
}
