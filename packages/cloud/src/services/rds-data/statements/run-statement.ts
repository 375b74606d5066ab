import type { SqlParameter } from "@aws-sdk/client-rds-data";
import { badRequest } from "../errors.ts";
import type { Result, Session } from "../session.ts";
import { bind } from "./bind.ts";
import { numbered } from "./named-parameters.ts";

/** https://docs.aws.amazon.com/rdsdataservice/latest/APIReference/API_ExecuteStatement.html */
const callMsMax = 45_000;
/** https://www.postgresql.org/docs/current/errcodes-appendix.html: syntax_error */
const syntaxError = "42601";

/** Runs one statement with its parameters. It may go on for longer than a call only where that is asked for. */
export async function runStatement(
  session: Session,
  sql: string,
  { parameters = [], isLong = false }: { readonly parameters?: readonly SqlParameter[]; readonly isLong?: boolean },
): Promise<Result> {
  const { text, values } = numbered(sql, bind(parameters));
  await session.run(`SET statement_timeout = ${isLong ? 0 : callMsMax}`);
  try {
    return await session.run(text, values);
  } catch (error) {
    const isSyntax = error instanceof Error && "code" in error && error.code === syntaxError;
    if (isSyntax && error.message.includes("multiple commands")) throw badRequest("Multistatements aren't supported.");
    throw error;
  }
}
