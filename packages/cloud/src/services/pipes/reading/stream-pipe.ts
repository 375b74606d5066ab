import { openSource } from "../../../streams/open-source.ts";
import { StreamReader } from "../../../streams/stream-reader.ts";
import { flat } from "../../../streams/stream-record.ts";
import { filterOf } from "./filter.ts";
import type { Reader, ReaderOptions } from "./reader.ts";
import { runShard } from "./run-shard.ts";
import { streamSettings } from "./stream-settings.ts";

/** Reads the stream of a pipe. */
export function streamReader(options: ReaderOptions): Reader {
  const { kernel, pipe, store, principal } = options;
  const { batchSize, parallelization, windowMs, start } = streamSettings(pipe);
  const passes = filterOf(pipe);
  return new StreamReader({
    clock: kernel.clock,
    wall: kernel.wall,
    log: kernel.log,
    name: pipe.name,
    source: openSource({
      aws: kernel.aws,
      arn: pipe.source,
      roleArn: pipe.roleArn,
      caller: async () => ({ principal: await principal() }),
    }),
    checkpoints: {
      find: (shard) => store.checkpoint(pipe.name, shard),
      put: (shard, checkpoint) => store.putCheckpoint(pipe.name, shard, checkpoint),
    },
    start,
    countMax: batchSize * parallelization,
    windowMs,
    work: (shardId, isStopped) => ({
      run: (records) =>
        runShard(
          { ...options, shardId, isStopped },
          records.filter(({ event }) => passes(flat(event))),
        ),
    }),
  });
}
