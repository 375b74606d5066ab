import type { TableCounts } from "../counts.ts";
import { type IndexDefinition, indexArn, type KeySchema, type TableDefinition, type Throughput } from "../model.ts";
import type { Output } from "../shapes.ts";

export type TableDescription = NonNullable<Output<"DescribeTable">["Table"]>;
type IndexDescription = NonNullable<TableDescription["GlobalSecondaryIndexes"]>[number];

/** On-demand tables start warm for this much. */
const onDemandWarm = { ReadUnitsPerSecond: 12_000, WriteUnitsPerSecond: 4_000 } as const;

/** A table as DescribeTable prints it. `status` is what the operation that answers it says about the table. */
export function describeTable(
  definition: TableDefinition,
  counts: TableCounts,
  status: "ACTIVE" | "CREATING" | "UPDATING" | "DELETING",
): TableDescription {
  const global = definition.indexes.filter((index) => index.isGlobal);
  const local = definition.indexes.filter((index) => !index.isGlobal);
  const describe = (index: IndexDefinition) => describeIndex(definition, index, counts);
  return {
    AttributeDefinitions: definition.attributes.map(({ name, type }) => ({ AttributeName: name, AttributeType: type })),
    TableName: definition.name,
    KeySchema: describeKeySchema(definition.keySchema),
    TableStatus: status,
    CreationDateTime: new Date(definition.createdAt),
    ProvisionedThroughput: describeThroughput(definition.throughput),
    TableSizeBytes: counts[""]?.bytes ?? 0,
    ItemCount: counts[""]?.items ?? 0,
    TableArn: definition.arn,
    TableId: definition.id,
    ...billing(definition),
    ...(local.length > 0 && { LocalSecondaryIndexes: local.map(describe) }),
    ...(global.length > 0 && {
      GlobalSecondaryIndexes: global.map((index) => ({ ...describe(index), ...globalPart(definition, index, status) })),
    }),
    ...streamPart(definition),
    ...(definition.encryption && {
      SSEDescription: {
        Status: definition.encryption.status,
        SSEType: "KMS",
        KMSMasterKeyArn: definition.encryption.keyArn,
      },
    }),
    ...(definition.tableClass !== undefined && {
      TableClassSummary: { TableClass: definition.tableClass as "STANDARD" },
    }),
    ...restorePart(definition),
    DeletionProtectionEnabled: definition.isProtected,
    ...(definition.onDemand && { OnDemandThroughput: definition.onDemand }),
    WarmThroughput: { ...warmth(definition, definition.throughput), Status: status },
  };
}

/** The same while the table or one of its indexes changes: how warm it is, AWS tells only afterwards. */
export function describeChangingTable(
  definition: TableDefinition,
  counts: TableCounts,
  status: "CREATING" | "UPDATING" | "DELETING",
): TableDescription {
  const { WarmThroughput: _, GlobalSecondaryIndexes, ...description } = describeTable(definition, counts, status);
  if (GlobalSecondaryIndexes === undefined) return description;
  return {
    ...description,
    GlobalSecondaryIndexes: GlobalSecondaryIndexes.map(({ WarmThroughput: __, ...index }) => index),
  };
}

export const describeKeySchema = (schema: KeySchema) => [
  { AttributeName: schema.hash.name, KeyType: "HASH" as const },
  ...(schema.range === undefined ? [] : [{ AttributeName: schema.range.name, KeyType: "RANGE" as const }]),
];

export const describeThroughput = (throughput: Throughput) => ({ NumberOfDecreasesToday: 0, ...throughput });

const warmth = (definition: TableDefinition, throughput: Throughput) =>
  definition.billingMode === "PAY_PER_REQUEST"
    ? onDemandWarm
    : { ReadUnitsPerSecond: throughput.ReadCapacityUnits, WriteUnitsPerSecond: throughput.WriteCapacityUnits };

function billing(definition: TableDefinition): Pick<TableDescription, "BillingModeSummary"> {
  if (definition.onDemandSince === undefined) return {};
  return {
    BillingModeSummary: {
      BillingMode: definition.billingMode,
      LastUpdateToPayPerRequestDateTime: new Date(definition.onDemandSince),
    },
  };
}

function describeIndex(definition: TableDefinition, index: IndexDefinition, counts: TableCounts): IndexDescription {
  return {
    IndexName: index.name,
    KeySchema: describeKeySchema(index.keySchema),
    Projection: index.projection,
    IndexSizeBytes: counts[index.name]?.bytes ?? 0,
    ItemCount: counts[index.name]?.items ?? 0,
    IndexArn: indexArn(definition.arn, index.name),
  };
}

const nothing: Throughput = { ReadCapacityUnits: 0, WriteCapacityUnits: 0 };

function globalPart(definition: TableDefinition, index: IndexDefinition, status: string): Partial<IndexDescription> {
  const throughput = index.throughput ?? nothing;
  const indexStatus = index.isBackfilling ? "CREATING" : status === "UPDATING" ? "ACTIVE" : status;
  return {
    IndexStatus: indexStatus as "ACTIVE",
    ...(index.isBackfilling && { Backfilling: true }),
    ProvisionedThroughput: describeThroughput(throughput),
    ...(index.onDemand && { OnDemandThroughput: index.onDemand }),
    WarmThroughput: { ...warmth(definition, throughput), Status: indexStatus as "ACTIVE" },
  };
}

function streamPart({ stream, lastStreamLabel, arn }: TableDefinition): Partial<TableDescription> {
  const label = stream?.label ?? lastStreamLabel;
  if (label === undefined) return {};
  return {
    ...(stream && { StreamSpecification: { StreamEnabled: true, StreamViewType: stream.viewType as "NEW_IMAGE" } }),
    LatestStreamLabel: label,
    LatestStreamArn: `${arn}/stream/${label}`,
  };
}

function restorePart({ restore }: TableDefinition): Partial<TableDescription> {
  if (restore === undefined) return {};
  return {
    RestoreSummary: {
      SourceTableArn: restore.sourceTableArn,
      ...(restore.sourceBackupArn !== undefined && { SourceBackupArn: restore.sourceBackupArn }),
      RestoreDateTime: new Date(restore.at),
      RestoreInProgress: false,
    },
  };
}
