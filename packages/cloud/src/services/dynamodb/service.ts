import type { Service } from "../../kernel/service.ts";
import { createTable } from "./operations/create-table.ts";
import { deleteTable } from "./operations/delete-table.ts";
import { describeTable } from "./operations/describe-table.ts";
import { getItem } from "./operations/get-item.ts";
import { listTables } from "./operations/list-tables.ts";
import { putItem } from "./operations/put-item.ts";
import { query } from "./operations/query.ts";
import { DynamoDbStore } from "./store.ts";

export const dynamodb: Service<DynamoDbStore> = {
  name: "dynamodb",
  open: (kernel, scope) => new DynamoDbStore(kernel.database, scope),
  operations: {
    CreateTable: createTable,
    DeleteTable: deleteTable,
    DescribeTable: describeTable,
    GetItem: getItem,
    ListTables: listTables,
    PutItem: putItem,
    Query: query,
  },
};
