import { onDemandStreamsMax, openShards, shardsMax } from "../limits.ts";
import type { KinesisOperation } from "../shapes.ts";

/** @see https://docs.aws.amazon.com/kinesis/latest/APIReference/API_DescribeLimits.html */
export const describeLimits: KinesisOperation<"DescribeLimits"> = {
  access: () => ({ action: "kinesis:DescribeLimits", resource: "*" }),
  run: ({ store }) => ({
    ShardLimit: shardsMax,
    OpenShardCount: openShards(store),
    OnDemandStreamCount: [...store.streams()].filter(({ mode }) => mode === "ON_DEMAND").length,
    OnDemandStreamCountLimit: onDemandStreamsMax,
  }),
};
