import type { ExecuteStatementResponse } from "@aws-sdk/client-rds-data";
import { onDatabase } from "../access.ts";
import { unsupportedResult } from "../errors.ts";
import { inSession } from "../open-session.ts";
import type { Result } from "../session.ts";
import type { RdsDataOperation } from "../shapes.ts";
import { columnMetadata } from "../statements/column-metadata.ts";
import { jsonValue, readValue } from "../statements/read-value.ts";
import { runStatement } from "../statements/run-statement.ts";

const changing: ReadonlySet<string> = new Set(["INSERT", "UPDATE", "DELETE", "MERGE"]);

/** @see https://docs.aws.amazon.com/rdsdataservice/latest/APIReference/API_ExecuteStatement.html */
export const executeStatement: RdsDataOperation<"ExecuteStatement"> = {
  access: onDatabase("ExecuteStatement"),

  run: (call, input) =>
    inSession(call, input, async (session) => {
      const { sql = "", parameters, continueAfterTimeout = false, includeResultMetadata } = input;
      const result = await runStatement(session, sql, { parameters: parameters ?? [], isLong: continueAfterTimeout });
      const metadata = includeResultMetadata === true && result.fields.length > 0;
      return {
        numberOfRecordsUpdated: changing.has(result.command) ? result.rowCount : 0,
        ...recordsOf(result, input),
        ...(metadata && input.formatRecordsAs !== "JSON"
          ? { columnMetadata: await columnMetadata(session, result) }
          : {}),
      };
    }),
};

type Given = Parameters<typeof executeStatement.run>[1];

function recordsOf(
  { fields, rows }: Result,
  { formatRecordsAs, resultSetOptions }: Given,
): Partial<ExecuteStatementResponse> {
  if (fields.length === 0) return { generatedFields: [] };
  if (formatRecordsAs !== "JSON") {
    const records = rows.map((row) =>
      fields.map(({ dataTypeID }, at) => readValue(row[at] ?? null, dataTypeID, resultSetOptions)),
    );
    return { records };
  }
  const names = new Set(fields.map(({ name }) => name));
  if (names.size < fields.length) {
    throw unsupportedResult("The result contains duplicate column names: records as JSON need different ones");
  }
  const records = rows.map((row) =>
    Object.fromEntries(fields.map(({ name, dataTypeID }, at) => [name, jsonValue(row[at] ?? null, dataTypeID)])),
  );
  return { formattedRecords: JSON.stringify(records) };
}
