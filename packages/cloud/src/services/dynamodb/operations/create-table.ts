import type { Operation } from "../../../kernel/operation.ts";
import { tableAccess } from "../access.ts";
import { tableExists } from "../errors.ts";
import type { Shapes } from "../shapes.ts";
import type { DynamoDbStore } from "../store.ts";
import { describeChangingTable } from "../tables/describe.ts";
import { newTable } from "../tables/new-table.ts";

/**
 * Adds a table. It answers CREATING as AWS does, and the table is active by the next call.
 * @see https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_CreateTable.html
 */
export const createTable: Operation<DynamoDbStore, Shapes["CreateTable"]> = {
  access: tableAccess("CreateTable"),

  run({ store, clock, ids, region, account }, input) {
    const definition = newTable(input, { region, account, ids, now: clock.now() });
    if (store.findTable(definition.name) !== undefined) throw tableExists(definition.name);

    store.saveTable(definition);
    if (input.Tags !== undefined) store.setTags(definition.arn, input.Tags);

    return { TableDescription: describeChangingTable(definition, {}, "CREATING") };
  },
};
