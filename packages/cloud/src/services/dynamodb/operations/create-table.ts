import type { Operation } from "../../../kernel/operation.ts";
import { tableAccess } from "../access.ts";
import { tableExists } from "../errors.ts";
import type { TableDefinition } from "../model.ts";
import type { Shapes } from "../shapes.ts";
import type { DynamoDbStore } from "../store.ts";
import { describeChangingTable } from "../tables/describe.ts";
import { newTable } from "../tables/new-table.ts";
import { underKey } from "../tables/table-key.ts";

/**
 * Adds a table. It answers CREATING as AWS does, and the table is active by the next call.
 * @see https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_CreateTable.html
 */
export const createTable: Operation<DynamoDbStore, Shapes["CreateTable"]> = {
  access: tableAccess("CreateTable"),

  run(call, input) {
    const { store, clock, ids, region, account } = call;
    const definition = newTable(input, { region, account, ids, now: clock.now() });
    const add = (table: TableDefinition) => {
      if (store.findTable(table.name) !== undefined) throw tableExists(table.name);

      store.saveTable(table);
      if (input.Tags !== undefined) store.setTags(table.arn, input.Tags);

      return { TableDescription: describeChangingTable(table, {}, "CREATING") };
    };
    return definition.encryption === undefined ? add(definition) : underKey(call, definition).then(add);
  },
};
