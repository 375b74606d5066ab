import type { Operation } from "../../../kernel/operation.ts";
import { describeBackup as describe } from "../backups/describe-backup.ts";
import { backupNotFound } from "../errors.ts";
import type { Shapes } from "../shapes.ts";
import type { DynamoDbStore } from "../store.ts";

/** @see https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_DescribeBackup.html */
export const describeBackup: Operation<DynamoDbStore, Shapes["DescribeBackup"]> = {
  access: (input) => ({ action: "dynamodb:DescribeBackup", resource: input.BackupArn }),

  run({ store, clock }, input) {
    const backup = store.backups.find(input.BackupArn, clock.now());
    if (backup === undefined) throw backupNotFound(input.BackupArn);

    return { BackupDescription: describe(backup) };
  },
};
