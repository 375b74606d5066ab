import { AwsError } from "@millrace/wire";
import type { CallOptions } from "../../../kernel/calls.ts";
import type { Checkpoints } from "../../../streams/checkpoint.ts";
import { openSource } from "../../../streams/open-source.ts";
import { StreamReader } from "../../../streams/stream-reader.ts";
import type { Place } from "../../../streams/stream-source.ts";
import { filterOf } from "./filter.ts";
import type { StreamSettings } from "./mapping-model.ts";
import type { Reader, ReaderOptions } from "./reader.ts";
import { ShardBatches } from "./shard-batches.ts";

/** Reads the stream of a mapping for its function. */
export function streamReader(options: ReaderOptions): Reader {
  const { kernel, store, mapping } = options;
  const settings = mapping.stream;
  if (settings === undefined) throw new TypeError("Cannot read a stream without settings for streams");
  const caller = () => callerOf(options);
  const passes = filterOf(mapping.filters);
  return new StreamReader({
    clock: kernel.clock,
    wall: kernel.wall,
    log: kernel.log,
    name: mapping.arn,
    source: openSource({
      aws: kernel.aws,
      arn: mapping.eventSourceArn,
      roleArn: store.findTarget(mapping.functionName, mapping.qualifier)?.version.roleArn ?? "",
      caller,
    }),
    checkpoints: checkpointsOf(options),
    start: startOf(settings),
    countMax: mapping.batchSize * settings.parallelization,
    windowMs: mapping.windowSeconds * 1000,
    work: (shardId, isStopped) => new ShardBatches({ ...options, settings, shardId, caller, passes, isStopped }),
    onTrouble: (error) => store.mappings.putResult(mapping.uuid, `PROBLEM: ${problemOf(error)}`),
  });
}

const problemOf = (error: unknown): string =>
  error instanceof AwsError && error.code === "ResourceNotFoundException"
    ? "The event source is gone"
    : "Lambda cannot access the event source";

const checkpointsOf = ({ store, mapping }: ReaderOptions): Checkpoints => ({
  find: (shard) => store.mappings.checkpoint(mapping.uuid, shard),
  put: (shard, checkpoint) => store.mappings.putCheckpoint(mapping.uuid, shard, checkpoint),
});

function startOf({ startingPosition, startingAt }: StreamSettings): Place {
  if (startingPosition === "AT_TIMESTAMP") return { kind: "time", at: new Date(startingAt ?? 0) };
  return { kind: startingPosition === "LATEST" ? "latest" : "oldest" };
}

async function callerOf({ store, mapping, principal }: ReaderOptions): Promise<CallOptions> {
  const target = store.findTarget(mapping.functionName, mapping.qualifier);
  if (target === undefined) throw new Error("The function is gone");
  return { principal: await principal(target.version) };
}
