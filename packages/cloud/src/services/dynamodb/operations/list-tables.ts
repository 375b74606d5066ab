import type { Operation } from "../../../kernel/operation.ts";
import { listTablesMax } from "../limits.ts";
import type { Shapes } from "../shapes.ts";
import type { DynamoDbStore } from "../store.ts";

/**
 * Names the tables of this account in this region, in order.
 * @see https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_ListTables.html
 */
export const listTables: Operation<DynamoDbStore, Shapes["ListTables"]> = {
  access: () => ({ action: "dynamodb:ListTables", resource: "*" }),

  run({ store }, input) {
    const limit = input.Limit ?? listTablesMax;
    const names: string[] = [];
    for (const name of store.tableNames(input.ExclusiveStartTableName)) {
      if (names.length === limit) {
        const last = names.at(-1);
        return last === undefined ? { TableNames: names } : { TableNames: names, LastEvaluatedTableName: last };
      }
      names.push(name);
    }
    return { TableNames: names };
  },
};
