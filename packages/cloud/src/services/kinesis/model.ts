import type { EncryptionType, MetricsName, StreamMode } from "@aws-sdk/client-kinesis";
import { formatArn } from "@millrace/core";
import type { DataKey } from "../../data-keys/data-keys.ts";
import type { Scope } from "../../kernel/operation.ts";

/** https://docs.aws.amazon.com/kinesis/latest/APIReference/API_StreamDescription.html */
export interface Stream {
  readonly name: string;
  /** No stream had it before, not even one of this name. */
  readonly id: number;
  readonly createdAt: number;
  readonly mode: StreamMode;
  readonly retentionHours: number;
  readonly encryption?: { readonly type: EncryptionType; readonly keyId: string } | undefined;
  /** Metrics of single shards that were asked for. */
  readonly metrics: readonly MetricsName[];
  readonly recordKiBMax: number;
  readonly distribution?: string | undefined;
  readonly warmMiBps?: number | undefined;
  readonly tags: Readonly<Record<string, string>>;
  readonly policy?: string | undefined;
  /** The open ones, and closed ones that may still hold records, in the order of their numbers. */
  readonly shards: readonly Shard[];
}

/** A range of hash keys, and what its records came from and went on as. */
export interface Shard {
  readonly index: number;
  readonly parents: readonly number[];
  /** Hash keys as 32 hexadecimal digits, both inclusive. */
  readonly from: string;
  readonly to: string;
  /** Places of records: microseconds since the epoch, moved on where two would be the same. */
  readonly first: number;
  /** Of a closed shard. */
  readonly last?: number;
}

export interface StreamRecord {
  readonly place: number;
  readonly at: number;
  readonly partitionKey: string;
  /** In base64. */
  readonly data: string;
  readonly dataKey?: DataKey;
}

/** Somebody with a connection of their own to every shard. */
export interface Consumer {
  readonly name: string;
  readonly arn: string;
  readonly streamName: string;
  readonly createdAt: number;
  readonly tags: Readonly<{ [key: string]: string }>;
  readonly policy?: string | undefined;
}

export const streamArn = ({ account, region }: Scope, name: string): string =>
  formatArn({ service: "kinesis", region, account, resource: `stream/${name}` });

/** Of the ARN of a stream or of one of its consumers. */
export const streamNameOf = (arn: string): string => /:stream\/([^/:]+)/.exec(arn)?.[1] ?? "";

export const shardName = (index: number): string => `shardId-${String(index).padStart(12, "0")}`;

export const isOpen = (shard: Shard): boolean => shard.last === undefined;

const hourMs = 60 * 60 * 1000;

/** What came before is not shown any more. */
export const keptSince = ({ retentionHours }: Stream, now: number): number => now - retentionHours * hourMs;

/** The first place of a moment. */
export const placeAt = (at: number): number => Math.floor(at * 1000);
