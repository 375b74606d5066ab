import type { Operation } from "../../../kernel/operation.ts";
import { statementAccess } from "../partiql/access.ts";
import { parseStatement } from "../partiql/parse-statement.ts";
import { runStatement } from "../partiql/run-statement.ts";
import type { Shapes } from "../shapes.ts";
import type { DynamoDbStore } from "../store.ts";

/**
 * Carries out one PartiQL statement.
 * @see https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_ExecuteStatement.html
 */
export const executeStatement: Operation<DynamoDbStore, Shapes["ExecuteStatement"]> = {
  access: (input, scope, store) => statementAccess(parseStatement(input.Statement, input.Parameters), scope, store),

  run: ({ store }, input) => runStatement(store, parseStatement(input.Statement, input.Parameters), input),
};
