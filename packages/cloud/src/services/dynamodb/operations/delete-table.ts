import type { Ids } from "@millrace/core";
import type { Operation } from "../../../kernel/operation.ts";
import { tableAccess } from "../access.ts";
import { backUp } from "../backups/new-backup.ts";
import { tableIsProtected, tableNotFound } from "../errors.ts";
import type { Shapes } from "../shapes.ts";
import type { DynamoDbStore } from "../store.ts";
import { recoveryDaysMax } from "../tables/continuous-backups.ts";
import { describeChangingTable } from "../tables/describe.ts";
import type { OpenTable } from "../tables/table.ts";

/**
 * Removes a table with everything in it. It answers DELETING as AWS does, and the table is gone by the next call.
 * @see https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_DeleteTable.html
 */
export const deleteTable: Operation<DynamoDbStore, Shapes["DeleteTable"]> = {
  access: tableAccess("DeleteTable"),

  run({ store, clock, ids }, input) {
    const table = store.findTable(input.TableName);
    if (table === undefined) throw tableNotFound(input.TableName);
    if (table.definition.isProtected) throw tableIsProtected(table.definition.arn);

    const counts = store.counts(table);
    if (table.definition.recoverableSince !== undefined) keepDeleted(store, table, ids, clock.now());
    store.deleteTable(table);

    const {
      AttributeDefinitions: _,
      KeySchema: __,
      ...description
    } = describeChangingTable(table.definition, counts, "DELETING");
    return { TableDescription: description };
  },
};

/** A table that could be recovered is kept by the system for as long as its recovery reaches. */
function keepDeleted(store: DynamoDbStore, table: OpenTable, ids: Ids, now: number): void {
  const { name, recoveryDays = recoveryDaysMax } = table.definition;
  const expiresAt = now + recoveryDays * 24 * 60 * 60 * 1000;
  backUp(store, table, { ids, now, name: `${name}$DeletedTableBackup`, type: "SYSTEM", expiresAt });
}
