import { tooManyShards } from "./errors.ts";
import { isOpen } from "./model.ts";
import type { KinesisStore } from "./store.ts";

/** https://docs.aws.amazon.com/streams/latest/dev/service-sizes-and-limits.html */
export const shardsMax = 500;
export const onDemandStreamsMax = 50;
export const consumersMax = 20;

export const openShards = (store: KinesisStore): number =>
  [...store.streams()].reduce((count, { shards }) => count + shards.filter(isOpen).length, 0);

/** Throws LimitExceededException. */
export function checkShards(store: KinesisStore, more: number): void {
  if (openShards(store) + more > shardsMax) throw tooManyShards(more, shardsMax);
}
