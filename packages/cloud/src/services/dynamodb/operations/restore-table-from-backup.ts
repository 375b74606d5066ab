import type { Operation } from "../../../kernel/operation.ts";
import { arnOfTable } from "../access.ts";
import { restoredTable } from "../backups/restored-table.ts";
import { backupNotFound, restoredTableExists } from "../errors.ts";
import type { Shapes } from "../shapes.ts";
import type { DynamoDbStore } from "../store.ts";
import { describeChangingTable } from "../tables/describe.ts";
import { StoredItem } from "../values/stored-item.ts";

/**
 * Makes a new table of what a backup holds.
 * @see https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_RestoreTableFromBackup.html
 */
export const restoreTableFromBackup: Operation<DynamoDbStore, Shapes["RestoreTableFromBackup"]> = {
  access: (input, scope) => [
    { action: "dynamodb:RestoreTableFromBackup", resource: input.BackupArn },
    { action: "dynamodb:RestoreTableFromBackup", resource: arnOfTable(input.TargetTableName, scope) },
  ],

  run({ store, clock, ids, region, account }, input) {
    const now = clock.now();
    const backup = store.backups.find(input.BackupArn, now);
    if (backup === undefined) throw backupNotFound(input.BackupArn);
    if (store.findTable(input.TargetTableName) !== undefined) throw restoredTableExists(input.TargetTableName);
    const restore = { sourceTableArn: backup.table.arn, sourceBackupArn: backup.arn, at: backup.createdAt };
    const definition = restoredTable(backup.table, input, { region, account, ids, now, restore });

    const table = store.saveTable(definition);
    for (const { key, value } of store.backups.rows(backup.arn)) {
      store.write(table, key, undefined, StoredItem.parse(value));
    }

    return { TableDescription: describeChangingTable(definition, {}, "CREATING") };
  },
};
