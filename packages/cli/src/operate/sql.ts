import { GetFunctionConfigurationCommand } from "@aws-sdk/client-lambda";
import { environmentNames } from "@millrace/plan";
import { Obstacle } from "../usage-error.ts";
import { type OpenPipeline, toolsOf } from "./open-pipeline.ts";

/** Values by the names of their columns. */
export type Row = Readonly<Record<string, unknown>>;

/** Whether what is asked for is a statement and not a key. */
export const isSql = (text: string): boolean => /^\s*(?:select|with|values|table)\s/i.test(text);

/** What is read out of PostgreSQL's texts; all else stays as PostgreSQL writes it. By the oid of the type. */
const parsers: Readonly<Record<number, (text: string) => unknown>> = {
  16: (text) => text === "t",
  20: (text) => (Number.isSafeInteger(Number(text)) ? Number(text) : text),
  21: Number,
  23: Number,
  114: (text) => JSON.parse(text),
  701: Number,
  3802: (text) => JSON.parse(text),
};
const types = { getTypeParser: (oid: number) => parsers[oid] ?? ((text: string) => text) };

/**
 * The first rows that a statement reads in the pipeline's database. Nothing can be written by it.
 * Throws Obstacle for a pipeline without one, a database that is not reached, and a statement that is refused.
 */
export async function readRows(open: OpenPipeline, statement: string, limit: number): Promise<readonly Row[]> {
  const tools = toolsOf(open.pipeline, open, await databaseEnvironment(open));
  const database = await tools.database();
  const client = await database.connect().catch((error: unknown) => {
    throw new Obstacle(
      `Cannot reach the database: ${messageOf(error)}. On AWS it stands in a private network: ask from inside of it, or through a tunnel`,
    );
  });
  try {
    await client.query("BEGIN READ ONLY");
    // What is prepared under a name is one statement: none that would end the transaction comes along.
    await client.query({ text: `DECLARE wanted CURSOR FOR ${statement.replace(/;\s*$/, "")}`, name: "wanted" });
    const { rows } = await client.query<Row>({ text: `FETCH FORWARD ${limit} FROM wanted`, types });
    return rows;
  } catch (error) {
    throw new Obstacle(`PostgreSQL refuses the statement: ${messageOf(error)}`);
  } finally {
    await client.end();
  }
}

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));

/** As the pipeline's function that stores rows is told it. */
async function databaseEnvironment({ clients, name }: OpenPipeline): Promise<Record<string, string>> {
  for (const id of ["file", "consolidate"]) {
    const FunctionName = `${name}-${id}`;
    const found = await clients.lambda
      .send(new GetFunctionConfigurationCommand({ FunctionName }))
      .catch(() => undefined);
    const variables = found?.Environment?.Variables;
    if (variables?.[environmentNames.databaseHost] !== undefined) return variables;
  }
  throw new Obstacle(
    `${name} stores no rows in PostgreSQL, or is not deployed: ask for rows of its table by their key`,
  );
}
