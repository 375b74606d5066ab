import type { Operation } from "../../../kernel/operation.ts";
import type { Shapes } from "../shapes.ts";
import type { DynamoDbStore } from "../store.ts";

/**
 * Global tables of the version of 2017, of which there are none.
 * @see https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_ListGlobalTables.html
 */
export const listGlobalTables: Operation<DynamoDbStore, Shapes["ListGlobalTables"]> = {
  access: () => ({ action: "dynamodb:ListGlobalTables", resource: "*" }),

  run: () => ({ GlobalTables: [] }),
};
