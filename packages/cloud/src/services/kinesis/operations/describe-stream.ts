import { shardName } from "../model.ts";
import { onStream } from "../on-stream.ts";
import { describeCommon, describeShard } from "../streams/describe.ts";

const shardsDefault = 100;

/** @see https://docs.aws.amazon.com/kinesis/latest/APIReference/API_DescribeStream.html */
export const describeStream = onStream("DescribeStream", ({ store }, stream, input) => {
  const { Limit = shardsDefault, ExclusiveStartShardId: after = "" } = input;
  const shards = stream.shards.filter(({ index }) => shardName(index) > after);
  return {
    StreamDescription: {
      ...describeCommon(store.scope, stream),
      Shards: shards.slice(0, Limit).map(describeShard),
      HasMoreShards: shards.length > Limit,
    },
  };
});
