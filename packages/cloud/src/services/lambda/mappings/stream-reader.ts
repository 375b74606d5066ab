import type { Shard } from "@aws-sdk/client-dynamodb-streams";
import { AwsError } from "@millrace/wire";
import type { CallOptions } from "../../../kernel/calls.ts";
import type { Reader, ReaderOptions } from "./reader.ts";
import { ShardReader } from "./shard-reader.ts";

/** New shards are looked for about so often; closed ones make new ones every few hours on AWS. */
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
    let isFirst = true;
    while (!this.#isStopped) {
      try {
        const shards = await this.#list();
        if (this.#isStopped) return;
        for (const shard of shards) this.#follow(shard, shards, isFirst);
        isFirst = false;
        await this.#rest(lookMs);
      } catch (error) {
        await this.#recover(error);
      }
    }
  }

  async #recover(error: unknown): Promise<void> {
    if (this.#isStopped) return;
    const { kernel, mapping, store } = this.#options;
    const isGone = error instanceof AwsError && error.code === "ResourceNotFoundException";
    const what = isGone ? "The event source is gone" : "Lambda cannot access the event source";
    store.mappings.putResult(mapping.uuid, `PROBLEM: ${what}`);
    const reason = error instanceof Error ? error.message : error;
    kernel.log.warn("stream cannot be read", { stream: mapping.eventSourceArn, reason });
    await this.#rest(troubleMs);
  }

  async #list(): Promise<Shard[]> {
    const { kernel, mapping } = this.#options;
    const shards: Shard[] = [];
    let ExclusiveStartShardId: string | undefined;
    do {
      const { StreamDescription } = await kernel.aws.call(
        "dynamodbstreams",
        "DescribeStream",
        {
          StreamArn: mapping.eventSourceArn,
          ...(ExclusiveStartShardId === undefined ? {} : { ExclusiveStartShardId }),
        },
        await this.#caller(),
      );
      shards.push(...(StreamDescription?.Shards ?? []));
      ExclusiveStartShardId = StreamDescription?.LastEvaluatedShardId;
    } while (ExclusiveStartShardId !== undefined);
    return shards;
  }

  /** `isFirst`: the shard was there when reading began, so that LATEST leaves out what it held already. */
  #follow(shard: Shard, all: readonly Shard[], isFirst: boolean): void {
    const { store, mapping } = this.#options;
    const { ShardId: id = "", ParentShardId: parent } = shard;
    if (this.#shards.has(id) || store.mappings.checkpoint(mapping.uuid, id)?.isFinished === true) return;
    const isParentThere = all.some(({ ShardId }) => ShardId === parent);
    const isParentDone = store.mappings.checkpoint(mapping.uuid, parent ?? "")?.isFinished === true;
    if (isParentThere && !isParentDone) return;
    const startingPosition = isFirst ? (mapping.stream?.startingPosition ?? "TRIM_HORIZON") : "TRIM_HORIZON";
    const reader = new ShardReader({
      ...this.#options,
      shardId: id,
      startingPosition,
      caller: () => this.#caller(),
      onEnd: () => this.#shards.delete(id),
    });
    this.#shards.set(id, reader);
    reader.start();
  }

  async #caller(): Promise<CallOptions> {
    const { store, mapping, principal } = this.#options;
    const target = store.findTarget(mapping.functionName, mapping.qualifier);
    if (target === undefined) throw new Error("The function is gone");
    return { principal: await principal(target.version) };
  }

  #rest(ms: number): Promise<void> {
    return new Promise((resolve) => this.#options.kernel.wall.after(ms, resolve));
  }
}
