import type { Client, ClientConfig } from "pg";

/** Runs `use` with a connection of its own. What speaks to PostgreSQL is loaded with the first one. */
export async function withClient<Result>(
  config: ClientConfig,
  use: (client: Client) => Promise<Result>,
): Promise<Result> {
  const { default: pg } = await import("pg");
  const client = new pg.Client(config);
  // A connection that breaks fails its query, which is where it is heard of.
  client.on("error", () => undefined);
  await client.connect();
  try {
    return await use(client);
  } finally {
    await client.end();
  }
}
