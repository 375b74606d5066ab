import { AwsError } from "@millrace/wire";
import type { Call } from "../../kernel/operation.ts";
import {
  badRequest,
  databaseError,
  endpointNotEnabled,
  invalidSecret,
  noDatabase,
  secretsError,
  timedOut,
} from "./errors.ts";
import { Session } from "./session.ts";
import type { Database } from "./source.ts";
import type { RdsDataStore } from "./store.ts";

interface Given {
  readonly resourceArn: string | undefined;
  readonly secretArn: string | undefined;
  readonly database?: string | undefined;
  readonly schema?: string | undefined;
  readonly transactionId?: string | undefined;
}

const databaseDefault = "postgres";

/** Runs something in the transaction that is named, or in a session of its own. Errors of the database are answered as AWS does. */
export async function inSession<Output>(
  call: Call<RdsDataStore>,
  given: Given,
  use: (session: Session) => Promise<Output>,
): Promise<Output> {
  const database = databaseOf(call, given);
  const login = await loginOf(call, given.secretArn ?? "");
  if (given.transactionId !== undefined) {
    return await asAwsErrors(use(call.store.transaction(given.transactionId, database.arn)));
  }
  const session = await asAwsErrors(open(database, login, given));
  try {
    return await asAwsErrors(use(session));
  } finally {
    await session.end();
  }
}

/** A session that stays open. */
export async function newSession(call: Call<RdsDataStore>, given: Given): Promise<Session> {
  const database = databaseOf(call, given);
  return await asAwsErrors(open(database, await loginOf(call, given.secretArn ?? ""), given));
}

export function databaseOf({ store }: Call<RdsDataStore>, { resourceArn = "", schema }: Given): Database {
  const database = store.databases.findDatabase(resourceArn);
  if (database === undefined) throw noDatabase(resourceArn);
  if (!database.isHttpEndpointEnabled) throw endpointNotEnabled(database.id);
  if (schema !== undefined) throw badRequest("The schema parameter isn't supported.");
  return database;
}

interface Login {
  readonly username: string;
  readonly password: string;
}

/** The caller must be allowed to read the secret. https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/data-api.access.html */
export async function loginOf({ aws, principal }: Call<RdsDataStore>, SecretId: string): Promise<Login> {
  let text: string | undefined;
  try {
    ({ SecretString: text } = await aws.call(
      "secretsmanager",
      "GetSecretValue",
      { SecretId },
      { principal, via: "rds-data" },
    ));
  } catch (error) {
    if (!(error instanceof AwsError)) throw error;
    if (error.code === "AccessDeniedException") throw new AwsError("AccessDeniedException", error.message);
    throw secretsError(SecretId, error.message);
  }
  try {
    const { username, password } = JSON.parse(text ?? "") as Partial<Login>;
    if (typeof username === "string" && typeof password === "string") return { username, password };
  } catch {
    // Said below.
  }
  throw invalidSecret();
}

const open = (database: Database, { username, password }: Login, given: Given): Promise<Session> =>
  Session.open({
    port: database.port,
    user: username,
    password,
    database: given.database ?? database.name ?? databaseDefault,
  });

/** What took longer than a call may take was ended by the server. */
const cancelled = "57014";

async function asAwsErrors<Output>(output: Promise<Output>): Promise<Output> {
  try {
    return await output;
  } catch (error) {
    if (error instanceof AwsError) throw error;
    if (error instanceof Error && "code" in error && error.code === cancelled) throw timedOut();
    throw databaseError(error) ?? error;
  }
}
