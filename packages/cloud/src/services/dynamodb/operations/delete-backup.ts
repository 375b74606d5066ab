import type { Operation } from "../../../kernel/operation.ts";
import { describeBackup } from "../backups/describe-backup.ts";
import { backupNotFound } from "../errors.ts";
import type { Shapes } from "../shapes.ts";
import type { DynamoDbStore } from "../store.ts";

/** @see https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_DeleteBackup.html */
export const deleteBackup: Operation<DynamoDbStore, Shapes["DeleteBackup"]> = {
  access: (input) => ({ action: "dynamodb:DeleteBackup", resource: input.BackupArn }),

  run({ store, clock }, input) {
    const backup = store.backups.find(input.BackupArn, clock.now());
    if (backup === undefined) throw backupNotFound(input.BackupArn);

    store.backups.delete(backup.arn);

    const description = describeBackup(backup);
    return {
      BackupDescription: {
        ...description,
        ...(description.BackupDetails && {
          BackupDetails: { ...description.BackupDetails, BackupStatus: "DELETED" as const },
        }),
      },
    };
  },
};
