import type { TableDefinition } from "../model.ts";
import type { Output } from "../shapes.ts";
import { describeTable } from "../tables/describe.ts";
import type { Backup } from "./backups.ts";

type Description = NonNullable<Output<"DescribeBackup">["BackupDescription"]>;

export const backupDetails = ({ arn, name, type, createdAt, expiresAt, count }: Backup) => ({
  BackupArn: arn,
  BackupName: name,
  BackupStatus: "AVAILABLE" as const,
  BackupType: type,
  BackupCreationDateTime: new Date(createdAt),
  BackupSizeBytes: count.bytes,
  ...(expiresAt !== undefined && { BackupExpiryDateTime: new Date(expiresAt) }),
});

export function describeBackup(backup: Backup): Description {
  const { table, count } = backup;
  const described = describeTable(table, { "": count }, "ACTIVE");
  return {
    BackupDetails: backupDetails(backup),
    SourceTableDetails: {
      TableName: table.name,
      TableId: table.id,
      TableArn: table.arn,
      TableSizeBytes: count.bytes,
      ItemCount: count.items,
      KeySchema: described.KeySchema ?? [],
      TableCreationDateTime: new Date(table.createdAt),
      ProvisionedThroughput: table.throughput,
      BillingMode: table.billingMode,
    },
    SourceTableFeatureDetails: features(table),
  };
}

function features(table: TableDefinition): NonNullable<Description["SourceTableFeatureDetails"]> {
  const { GlobalSecondaryIndexes, LocalSecondaryIndexes, StreamSpecification } = describeTable(table, {}, "ACTIVE");
  return {
    ...(LocalSecondaryIndexes && {
      LocalSecondaryIndexes: LocalSecondaryIndexes.map(({ IndexName, KeySchema, Projection }) => ({
        IndexName,
        KeySchema,
        Projection,
      })),
    }),
    ...(GlobalSecondaryIndexes && {
      GlobalSecondaryIndexes: GlobalSecondaryIndexes.map(({ IndexName, KeySchema, Projection }) => ({
        IndexName,
        KeySchema,
        Projection,
      })),
    }),
    ...(StreamSpecification && { StreamDescription: StreamSpecification }),
    ...(table.ttlAttribute !== undefined && {
      TimeToLiveDescription: { TimeToLiveStatus: "ENABLED" as const, AttributeName: table.ttlAttribute },
    }),
  };
}
