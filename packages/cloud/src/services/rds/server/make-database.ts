import type { Client } from "pg";
import type { DatabaseServer } from "./database-server.ts";
import { withClient } from "./with-client.ts";

interface Wanted {
  readonly MasterUsername: string;
  readonly verifier: string;
  readonly database: string | undefined;
}

/** Makes the owner and the database of a cluster, as far as they are not there already. */
export async function makeDatabase(
  server: DatabaseServer,
  { MasterUsername, verifier, database }: Wanted,
): Promise<void> {
  await withClient(server.owner, async (client) => {
    const isThere = await has(client, "SELECT 1 FROM pg_roles WHERE rolname = $1", MasterUsername);
    const user = client.escapeIdentifier(MasterUsername);
    if (!isThere) await client.query(`CREATE ROLE ${user} LOGIN CREATEDB CREATEROLE`);
    await client.query(`ALTER ROLE ${user} PASSWORD ${client.escapeLiteral(verifier)}`);
    if (await has(client, "SELECT 1 FROM pg_roles WHERE rolname = $1", "rds_superuser")) {
      await client.query(`GRANT rds_superuser TO ${user}`);
    }
    if (database === undefined || (await has(client, "SELECT 1 FROM pg_database WHERE datname = $1", database))) return;
    await client.query(`CREATE DATABASE ${client.escapeIdentifier(database)} OWNER ${user}`);
  });
}

const has = async (client: Client, sql: string, name: string): Promise<boolean> =>
  (await client.query(sql, [name])).rows.length > 0;
