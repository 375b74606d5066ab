import { onDatabase } from "../access.ts";
import { inSession } from "../open-session.ts";
import type { RdsDataOperation } from "../shapes.ts";
import { runStatement } from "../statements/run-statement.ts";

/** @see https://docs.aws.amazon.com/rdsdataservice/latest/APIReference/API_BatchExecuteStatement.html */
export const batchExecuteStatement: RdsDataOperation<"BatchExecuteStatement"> = {
  access: onDatabase("BatchExecuteStatement"),

  run: (call, input) =>
    inSession(call, input, async (session) => {
      const { sql = "", parameterSets = [], transactionId } = input;
      // All of it or nothing, unless a transaction is there already.
      if (transactionId === undefined) await session.run("BEGIN");
      const sets = parameterSets.length === 0 ? [[]] : parameterSets;
      for (const parameters of sets) await runStatement(session, sql, { parameters });
      if (transactionId === undefined) await session.run("COMMIT");
      return { updateResults: parameterSets.map(() => ({ generatedFields: [] })) };
    }),
};
