import type { Shard } from "@aws-sdk/client-dynamodb-streams";
import type { Reader, ReaderOptions } from "./reader.ts";
import { ShardReader } from "./shard-reader.ts";

const lookMs = 1_000;
const troubleMs = 5_000;

/** Reads a stream of DynamoDB: a reader per shard, and no shard before the one that it came from is read to its end. */
export class StreamReader implements Reader {
  readonly #options: ReaderOptions;
  readonly #shards = new Map<string, ShardReader>();
  #isStopped = false;

  constructor(options: ReaderOptions) {
    this.#options = options;
  }

  start(): void {
    void this.#look();
  }

  stop(): void {
    this.#isStopped = true;
    for (const shard of this.#shards.values()) shard.stop();
  }

  async #look(): Promise<void> {
    const { kernel, pipe } = this.#options;
    let isFirst = true;
    while (!this.#isStopped) {
      let restMs = lookMs;
      try {
        const shards = await this.#list();
        for (const shard of shards) if (!this.#isStopped) this.#follow(shard, shards, isFirst);
        isFirst = false;
      } catch (error) {
        const reason = error instanceof Error ? error.message : error;
        if (!this.#isStopped) kernel.log.warn("stream of a pipe cannot be read", { pipe: pipe.name, reason });
        restMs = troubleMs;
      }
      await new Promise<void>((resolve) => kernel.wall.after(restMs, resolve));
    }
  }

  async #list(): Promise<Shard[]> {
    const { kernel, pipe, principal } = this.#options;
    const shards: Shard[] = [];
    let last: string | undefined;
    do {
      const { StreamDescription } = await kernel.aws.call(
        "dynamodbstreams",
        "DescribeStream",
        { StreamArn: pipe.source, ...(last === undefined ? {} : { ExclusiveStartShardId: last }) },
        { principal: await principal() },
      );
      shards.push(...(StreamDescription?.Shards ?? []));
      last = StreamDescription?.LastEvaluatedShardId;
    } while (last !== undefined);
    return shards;
  }

  /** `isFirst`: the shard was there when reading began, so that LATEST leaves out what it held already. */
  #follow({ ShardId: id = "", ParentShardId: parent }: Shard, all: readonly Shard[], isFirst: boolean): void {
    const { store, pipe } = this.#options;
    if (this.#shards.has(id) || store.checkpoint(pipe.name, id)?.isFinished === true) return;
    const isParentThere = all.some(({ ShardId }) => ShardId === parent);
    if (isParentThere && store.checkpoint(pipe.name, parent ?? "")?.isFinished !== true) return;
    const wanted = pipe.sourceParameters.DynamoDBStreamParameters?.StartingPosition;
    const position = isFirst && wanted === "LATEST" ? "LATEST" : "TRIM_HORIZON";
    const reader = new ShardReader(this.#options, { id, position, onEnd: () => this.#shards.delete(id) });
    this.#shards.set(id, reader);
    reader.start();
  }
}
