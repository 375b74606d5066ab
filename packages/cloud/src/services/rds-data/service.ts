import type { Service } from "../../kernel/service.ts";
import { batchExecuteStatement } from "./operations/batch-execute-statement.ts";
import { beginTransaction } from "./operations/begin-transaction.ts";
import { commitTransaction } from "./operations/commit-transaction.ts";
import { executeSql } from "./operations/execute-sql.ts";
import { executeStatement } from "./operations/execute-statement.ts";
import { rollbackTransaction } from "./operations/rollback-transaction.ts";
import type { DatabaseSource } from "./source.ts";
import { RdsDataStore } from "./store.ts";

/** The RDS Data API: statements over HTTP, as the user of a secret. */
export const rdsData: Service<RdsDataStore> = {
  name: "rds-data",
  denial: { code: "AccessDeniedException", status: 403 },
  faceOf: "rds",
  open: ({ clock }, _scope, face) => new RdsDataStore(face as DatabaseSource, clock),
  stop: (store) => store.stop(),
  operations: {
    BatchExecuteStatement: batchExecuteStatement,
    BeginTransaction: beginTransaction,
    CommitTransaction: commitTransaction,
    ExecuteSql: executeSql,
    ExecuteStatement: executeStatement,
    RollbackTransaction: rollbackTransaction,
  },
};
