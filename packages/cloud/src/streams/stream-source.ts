import type { AwsCalls, CallOptions } from "../kernel/calls.ts";
import type { StreamRecord } from "./stream-record.ts";

/** A stream by what all kinds of them have. Errors are those of the service that keeps it. */
export interface StreamSource {
  shards(): Promise<readonly SourceShard[]>;
  /** An iterator from a place on. */
  begin(shardId: string, place: Place): Promise<string>;
  /** Without `next` at the end of a closed shard. */
  read(shardId: string, iterator: string, countMax: number): Promise<SourcePage>;
}

export interface SourceShard {
  readonly id: string;
  readonly parents: readonly string[];
}

export interface SourcePage {
  readonly records: readonly StreamRecord[];
  readonly next: string | undefined;
}

export type Place =
  | { readonly kind: "after"; readonly sequenceNumber: string }
  | { readonly kind: "oldest" }
  | { readonly kind: "latest" }
  | { readonly kind: "time"; readonly at: Date };

export interface SourceOptions {
  readonly aws: AwsCalls;
  /** Of a table's stream, of a stream of Kinesis, or of a consumer of one. */
  readonly arn: string;
  readonly roleArn: string;
  readonly caller: () => Promise<CallOptions>;
}
