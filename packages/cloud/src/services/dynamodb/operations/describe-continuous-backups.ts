import type { Operation } from "../../../kernel/operation.ts";
import { tableAccess } from "../access.ts";
import { backupTableNotFound } from "../errors.ts";
import type { Shapes } from "../shapes.ts";
import type { DynamoDbStore } from "../store.ts";
import { describeContinuousBackups as describe } from "../tables/continuous-backups.ts";

/** @see https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_DescribeContinuousBackups.html */
export const describeContinuousBackups: Operation<DynamoDbStore, Shapes["DescribeContinuousBackups"]> = {
  access: tableAccess("DescribeContinuousBackups"),

  run({ store, clock }, input) {
    const table = store.findTable(input.TableName);
    if (table === undefined) throw backupTableNotFound(input.TableName);

    return { ContinuousBackupsDescription: describe(table.definition, clock.now()) };
  },
};
