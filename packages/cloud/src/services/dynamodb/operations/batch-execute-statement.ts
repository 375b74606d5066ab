import { AwsError } from "@millrace/wire";
import type { Operation } from "../../../kernel/operation.ts";
import { plainOutput } from "../../../kernel/plain-output.ts";
import { type ConsumedCapacity, wantsCapacity } from "../capacity.ts";
import { validation } from "../errors.ts";
import { statementAccess } from "../partiql/access.ts";
import { parseStatement } from "../partiql/parse-statement.ts";
import { runStatement, tableOf } from "../partiql/run-statement.ts";
import type { Statement } from "../partiql/statement.ts";
import { singleItem } from "../partiql/where.ts";
import type { Input, Output, Shapes } from "../shapes.ts";
import type { DynamoDbStore } from "../store.ts";

type Given = Input<"BatchExecuteStatement">["Statements"][number];
type Response = NonNullable<Output<"BatchExecuteStatement">["Responses"]>[number];

/**
 * Carries out up to 25 statements on single items, each by itself: all of them read, or all of them write.
 * @see https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_BatchExecuteStatement.html
 */
export const batchExecuteStatement: Operation<DynamoDbStore, Shapes["BatchExecuteStatement"]> = {
  access: (input, scope, store) =>
    input.Statements.flatMap((given) => {
      const statement = parsedOr(given, () => undefined);
      return statement === undefined ? [] : statementAccess(statement, scope, store);
    }),

  run({ store }, input) {
    const kinds = new Set(input.Statements.map((given) => parsedOr(given, () => undefined)?.kind));
    kinds.delete(undefined);
    if (kinds.has("select") && kinds.size > 1) {
      throw validation("Read and write requests together in the same batch is not supported.");
    }

    const consumed: ConsumedCapacity[] = [];
    const responses = input.Statements.map((given) => {
      const { response, capacity } = answerOne(store, given, input.ReturnConsumedCapacity);
      if (capacity !== undefined) consumed.push(capacity);
      return response;
    });

    return {
      Responses: responses,
      ...(wantsCapacity(input.ReturnConsumedCapacity) && { ConsumedCapacity: consumed }),
    };
  },
};

function parsedOr<Other>({ Statement: text, Parameters }: Given, otherwise: (error: AwsError) => Other) {
  try {
    return parseStatement(text, Parameters);
  } catch (error) {
    if (!(error instanceof AwsError)) throw error;
    return otherwise(error);
  }
}

interface Answered {
  readonly response: Response;
  readonly capacity?: ConsumedCapacity | undefined;
}

function answerOne(store: DynamoDbStore, given: Given, ReturnConsumedCapacity: string | undefined): Answered {
  let table: string | undefined;
  try {
    const statement = parseStatement(given.Statement, given.Parameters);
    tableOf(store, statement);
    table = statement.table;
    refuseManyItems(store, statement);
    const { Items, ConsumedCapacity } = plainOutput(
      runStatement(store, statement, { ...given, ReturnConsumedCapacity }),
    ) as Output<"ExecuteStatement">;
    const [item] = Items ?? [];
    return { response: { TableName: table, ...(item && { Item: item }) }, capacity: ConsumedCapacity };
  } catch (error) {
    if (!(error instanceof AwsError)) throw error;
    return { response: { ...(table !== undefined && { TableName: table }), Error: batchError(error) } };
  }
}

function refuseManyItems(store: DynamoDbStore, statement: Statement): void {
  if (statement.kind !== "select") return;
  const { keySchema } = tableOf(store, statement).definition;
  if (statement.index === undefined && singleItem(statement.where, keySchema) !== undefined) return;
  throw validation("Only single item select is supported");
}

const codes: Readonly<Record<string, string>> = { ValidationException: "ValidationError" };

function batchError(error: AwsError): Response["Error"] {
  const code = codes[error.code] ?? error.code.replace(/Exception$/, "");
  return { Code: code as "ValidationError", Message: error.message, ...error.fields };
}
