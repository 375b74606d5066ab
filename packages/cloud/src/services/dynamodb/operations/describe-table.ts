import type { Operation } from "../../../kernel/operation.ts";
import { tableAccess } from "../access.ts";
import { tableNotFound } from "../errors.ts";
import type { Shapes } from "../shapes.ts";
import type { DynamoDbStore } from "../store.ts";
import { describeTable as describe } from "../tables/describe.ts";

/**
 * Tells everything about a table except its items.
 * @see https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_DescribeTable.html
 */
export const describeTable: Operation<DynamoDbStore, Shapes["DescribeTable"]> = {
  access: tableAccess("DescribeTable"),

  run({ store }, input) {
    const table = store.findTable(input.TableName);
    if (table === undefined) throw tableNotFound(input.TableName);

    return { Table: describe(table.definition, store.counts(table), "ACTIVE") };
  },
};
