import type { Operation } from "../../../kernel/operation.ts";
import { tableAccess } from "../access.ts";
import { tableIsProtected, tableNotFound } from "../errors.ts";
import type { Shapes } from "../shapes.ts";
import type { DynamoDbStore } from "../store.ts";
import { describeChangingTable } from "../tables/describe.ts";

/**
 * Removes a table with everything in it. It answers DELETING as AWS does, and the table is gone by the next call.
 * @see https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_DeleteTable.html
 */
export const deleteTable: Operation<DynamoDbStore, Shapes["DeleteTable"]> = {
  access: tableAccess("DeleteTable"),

  run({ store }, input) {
    const table = store.findTable(input.TableName);
    if (table === undefined) throw tableNotFound(input.TableName);
    if (table.definition.isProtected) throw tableIsProtected(table.definition.arn);

    const counts = store.counts(table);
    store.deleteTable(table);

    const {
      AttributeDefinitions: _,
      KeySchema: __,
      ...description
    } = describeChangingTable(table.definition, counts, "DELETING");
    return { TableDescription: description };
  },
};
