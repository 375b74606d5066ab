import type { Operation } from "../../../kernel/operation.ts";
import { tableAccess } from "../access.ts";
import { backupDetails } from "../backups/describe-backup.ts";
import { backUp } from "../backups/new-backup.ts";
import { backupTableNotFound } from "../errors.ts";
import type { Shapes } from "../shapes.ts";
import type { DynamoDbStore } from "../store.ts";

/**
 * Keeps a table as it is now, until the backup is deleted.
 * @see https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_CreateBackup.html
 */
export const createBackup: Operation<DynamoDbStore, Shapes["CreateBackup"]> = {
  access: tableAccess("CreateBackup"),

  run({ store, clock, ids }, input) {
    const table = store.findTable(input.TableName);
    if (table === undefined) throw backupTableNotFound(input.TableName);

    const backup = backUp(store, table, { ids, now: clock.now(), name: input.BackupName, type: "USER" });

    return { BackupDetails: backupDetails(backup) };
  },
};
