import type { DataKey } from "../../data-keys/data-keys.ts";
import type { AttributeValue } from "./values/attribute-value.ts";

export type KeyType = "S" | "N" | "B";

export interface KeyAttribute {
  readonly name: string;
  readonly type: KeyType;
}

/** The attributes that make a key: one that chooses the partition, and perhaps one that orders within it. */
export interface KeySchema {
  readonly hash: KeyAttribute;
  readonly range: KeyAttribute | undefined;
}

export interface Throughput {
  readonly ReadCapacityUnits: number;
  readonly WriteCapacityUnits: number;
}

export interface IndexProjection {
  readonly ProjectionType: "ALL" | "KEYS_ONLY" | "INCLUDE";
  readonly NonKeyAttributes?: readonly string[];
}

export interface IndexDefinition {
  readonly name: string;
  readonly isGlobal: boolean;
  readonly keySchema: KeySchema;
  readonly projection: IndexProjection;
  /** Provisioned global indexes only. */
  readonly throughput?: Throughput;
  readonly onDemand?: OnDemandThroughput;
  /** Items that were in the table before the index are still being copied into it. */
  readonly isBackfilling?: boolean;
}

export interface OnDemandThroughput {
  readonly MaxReadRequestUnits?: number | undefined;
  readonly MaxWriteRequestUnits?: number | undefined;
}

export interface Encryption {
  readonly status: "ENABLED" | "DISABLED";
  readonly keyArn: string;
  /** Of a customer's key: it must open for whoever touches items. Restored tables have that of the first one. */
  readonly dataKey?: DataKey & { readonly tableName: string };
}

/** Everything there is to know about a table except its items. Kept as JSON. */
export interface TableDefinition {
  readonly name: string;
  readonly arn: string;
  readonly id: string;
  /** Milliseconds since the epoch. */
  readonly createdAt: number;
  /** In the order given: answers repeat it. */
  readonly attributes: readonly KeyAttribute[];
  readonly keySchema: KeySchema;
  readonly billingMode: "PROVISIONED" | "PAY_PER_REQUEST";
  /** When on-demand billing was chosen; kept when it is left again, as AWS does. */
  readonly onDemandSince?: number;
  readonly throughput: Throughput;
  readonly onDemand?: OnDemandThroughput;
  readonly indexes: readonly IndexDefinition[];
  readonly isProtected: boolean;
  readonly tableClass?: string;
  readonly encryption?: Encryption;
  readonly stream?: StreamSettings;
  /** Names the last stream that was switched off. */
  readonly lastStreamLabel?: string;
  readonly ttlAttribute?: string;
  /** When point-in-time recovery was switched on. */
  readonly recoverableSince?: number;
  readonly recoveryDays?: number;
  readonly restore?: TableRestore;
  /** Of the table under "", of each index under its name. */
  readonly insights?: Readonly<Record<string, Insights>>;
  readonly destinations?: readonly KinesisDestination[];
}

/** Contributor Insights of a table or an index. */
export interface Insights {
  readonly isOn: boolean;
  readonly mode: "ACCESSED_AND_THROTTLED_KEYS" | "THROTTLED_KEYS";
  readonly updatedAt: number;
}

/** A Kinesis stream that changes are sent to. */
export interface KinesisDestination {
  readonly arn: string;
  readonly isOn: boolean;
  /** Milliseconds where nothing was said. */
  readonly precision?: "MILLISECOND" | "MICROSECOND" | undefined;
}

/** Where a restored table comes from. */
export interface TableRestore {
  readonly sourceTableArn: string;
  readonly sourceBackupArn?: string;
  /** Milliseconds since the epoch: the moment whose contents it has. */
  readonly at: number;
}

export interface StreamSettings {
  readonly viewType: string;
  /** Names the stream within its table, e.g. `2026-11-20T22:00:00.000`. */
  readonly label: string;
}

export const tableArn = (region: string, account: string, name: string): string =>
  `arn:aws:dynamodb:${region}:${account}:table/${name}`;

export const indexArn = (table: string, index: string): string => `${table}/index/${index}`;

export const keyNames = (schema: KeySchema): readonly string[] =>
  schema.range === undefined ? [schema.hash.name] : [schema.hash.name, schema.range.name];

/** The attributes that an index holds of every item; undefined means all of them. */
export function projectedNames(table: KeySchema, index: IndexDefinition): ReadonlySet<string> | undefined {
  if (index.projection.ProjectionType === "ALL") return undefined;
  return new Set([...keyNames(table), ...keyNames(index.keySchema), ...(index.projection.NonKeyAttributes ?? [])]);
}

/** The value of a key attribute, when it has the type that the key wants. */
export const isOfType = (value: AttributeValue, type: KeyType): boolean => value[type] !== undefined;
