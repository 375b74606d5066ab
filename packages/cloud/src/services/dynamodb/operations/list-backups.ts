import { formatArn } from "@millrace/core";
import type { Operation } from "../../../kernel/operation.ts";
import type { Backup } from "../backups/backups.ts";
import { backupDetails } from "../backups/describe-backup.ts";
import type { Input, Shapes } from "../shapes.ts";
import type { DynamoDbStore } from "../store.ts";

const backupsMax = 100;

/**
 * Names the backups of a table, or all of them.
 * @see https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_ListBackups.html
 */
export const listBackups: Operation<DynamoDbStore, Shapes["ListBackups"]> = {
  access: (_, { region, account }) => ({
    action: "dynamodb:ListBackups",
    resource: formatArn({ service: "dynamodb", region, account, resource: "*" }),
  }),

  run({ store, clock }, input) {
    const max = input.Limit ?? backupsMax;
    const page: Backup[] = [];
    for (const backup of store.backups.list(clock.now(), input.ExclusiveStartBackupArn)) {
      if (!isWanted(backup, input)) continue;
      if (page.length === max) {
        return { BackupSummaries: page.map(summary), LastEvaluatedBackupArn: page.at(-1)?.arn };
      }
      page.push(backup);
    }
    return { BackupSummaries: page.map(summary) };
  },
};

function isWanted({ table, type, createdAt }: Backup, wanted: Input<"ListBackups">): boolean {
  const { TableName: name, BackupType = "USER", TimeRangeLowerBound: from, TimeRangeUpperBound: before } = wanted;
  if (name !== undefined && name !== table.name && name !== table.arn) return false;
  if (BackupType !== "ALL" && BackupType !== type) return false;
  return (from === undefined || createdAt >= from.getTime()) && (before === undefined || createdAt < before.getTime());
}

const summary = (backup: Backup) => ({
  TableName: backup.table.name,
  TableId: backup.table.id,
  TableArn: backup.table.arn,
  ...backupDetails(backup),
});
