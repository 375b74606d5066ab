import { shardClosed, shardNotFound, shardNotThere } from "../errors.ts";
import { isOpen, type Shard, type Stream, shardName } from "../model.ts";
import type { KinesisStore } from "../store.ts";

const named = ({ shards }: Stream, id: string | undefined): Shard | undefined =>
  shards.find(({ index }) => shardName(index) === id);

/** Throws ResourceNotFoundException. */
export function findShard({ scope }: KinesisStore, stream: Stream, id: string | undefined): Shard {
  const shard = named(stream, id);
  if (shard === undefined) throw shardNotFound(id ?? "", stream.name, scope);
  return shard;
}

/** One that can be split or merged. Throws ResourceNotFoundException, and ResourceInUseException for a closed one. */
export function findOpenShard({ scope }: KinesisStore, stream: Stream, id: string | undefined): Shard {
  const shard = named(stream, id);
  if (shard === undefined) throw shardNotThere(id ?? "", stream.name, scope);
  if (!isOpen(shard)) throw shardClosed(shardName(shard.index), stream.name, scope);
  return shard;
}
