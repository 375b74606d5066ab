import type { SecretsManagerClient } from "@aws-sdk/client-secrets-manager";
import type { Client, ClientConfig } from "pg";
import { secretText } from "../secrets.ts";

/** Where the pipeline's database is, and the secret that opens it. */
export interface DatabaseConfig {
  readonly host: string;
  readonly port: number;
  readonly name: string;
  /** The ARN of a secret with `username` and `password`, the way RDS keeps them. */
  readonly secret: string;
}

/** A connection takes longer than this only while the database does not run at all: waking up takes it about 15 seconds. */
const connectTimeoutMs = 30_000;

/** Opens connections; the module that speaks to PostgreSQL is loaded with the first one. */
export class Database {
  readonly #secrets: SecretsManagerClient;
  readonly #config: DatabaseConfig;
  /** The server was found to have no encryption, so that it need not be asked again. */
  #isPlain: boolean = false;
  #password: Promise<{ readonly user: string; readonly password: string }> | undefined;

  constructor(secrets: SecretsManagerClient, config: DatabaseConfig) {
    this.#secrets = secrets;
    this.#config = config;
  }

  async connect(): Promise<Client> {
    try {
      return await this.#connect();
    } catch (error) {
      // The password may have been changed since it was read.
      if (!isRefusedPassword(error)) throw error;
      this.#password = undefined;
      return this.#connect();
    }
  }

  async #connect(): Promise<Client> {
    this.#password ??= this.#readPassword();
    const { host, port, name: database } = this.#config;
    const config = { host, port, database, connectionTimeoutMillis: connectTimeoutMs, ...(await this.#password) };
    if (this.#isPlain) return connected(config);
    try {
      // As libpq does unless told otherwise: encrypted where the server can, whoever has signed its certificate.
      return await connected({ ...config, ssl: { rejectUnauthorized: false } });
    } catch (error) {
      if (!(error instanceof Error) || !error.message.includes("does not support SSL")) throw error;
      this.#isPlain = true;
      return connected(config);
    }
  }

  async #readPassword(): Promise<{ readonly user: string; readonly password: string }> {
    const { username, password } = JSON.parse(await secretText(this.#secrets, this.#config.secret)) as {
      readonly username: string;
      readonly password: string;
    };
    return { user: username, password };
  }
}

async function connected(config: ClientConfig): Promise<Client> {
  const { default: pg } = await import("pg");
  const client = new pg.Client(config);
  // What happens to an idle connection is told by the next query.
  client.on("error", () => undefined);
  await client.connect();
  return client;
}

/** https://www.postgresql.org/docs/current/errcodes-appendix.html: invalid_password, invalid_authorization_specification */
const isRefusedPassword = (error: unknown): boolean =>
  error instanceof Error && "code" in error && (error.code === "28P01" || error.code === "28000");
