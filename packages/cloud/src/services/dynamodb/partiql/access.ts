import type { Access, Scope } from "../../../kernel/operation.ts";
import { itemAccess } from "../access.ts";
import type { DynamoDbStore } from "../store.ts";
import type { Statement } from "./statement.ts";

const actions = {
  select: "PartiQLSelect",
  exists: "PartiQLSelect",
  insert: "PartiQLInsert",
  update: "PartiQLUpdate",
  delete: "PartiQLDelete",
} as const;

/** @see https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/ql-iam.html */
export const statementAccess = (statement: Statement, scope: Scope, store: DynamoDbStore): Access =>
  itemAccess(
    actions[statement.kind],
    {
      table: statement.table,
      index: statement.kind === "select" ? statement.index : undefined,
      scope,
      store,
    },
    () => ({ keys: statement.kind === "insert" ? [statement.item] : [] }),
  );
