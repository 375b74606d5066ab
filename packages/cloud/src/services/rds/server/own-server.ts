import { type ChildProcess, execFile, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync } from "node:fs";
import { cp, mkdir, mkdtemp, rename, rm, writeFile } from "node:fs/promises";
import type { NetConnectOpts } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { type Clock, type Log, sleep } from "@millrace/core";
import type { ClientConfig } from "pg";
import type { ServiceKernel } from "../../../kernel/service.ts";
import type { Desk } from "../extensions/desk.ts";
import { asUser } from "./as-user.ts";
import type { Binaries } from "./binaries.ts";
import type { DatabaseServer } from "./database-server.ts";
import { ownerName } from "./owner-name.ts";
import { TokenUsers } from "./token-users.ts";
import { withClient } from "./with-client.ts";

interface OwnServerOptions {
  readonly kernel: Pick<ServiceKernel, "durability" | "guard" | "log" | "wall">;
  readonly binaries: Binaries;
  /** Where its data are kept. */
  readonly folder: string;
  readonly programPath: string;
  /** Listens beside the server for what its extensions ask; none where it is not to be started. */
  readonly desk: Desk | undefined;
}

const tokenUsersFile = "token_users";

const startTriesMax = 600;
const startWaitMs = 50;

/** Who comes from outside shows a password, or has shown a token to the front; the socket's folder is ours alone, and the front refuses the owner's name. */
const access = `local all ${ownerName} trust
local all @${tokenUsersFile} trust
local all all scram-sha-256
`;

const roles = `CREATE ROLE rds_superuser NOLOGIN CREATEDB CREATEROLE;
CREATE ROLE rds_iam NOLOGIN;
CREATE ROLE rds_replication NOLOGIN;
GRANT pg_monitor, pg_signal_backend, pg_read_all_data, pg_write_all_data, rds_replication TO rds_superuser WITH ADMIN OPTION;
GRANT rds_iam TO rds_superuser WITH ADMIN OPTION, INHERIT FALSE, SET FALSE;`;

/** A server of our own: a process that is reached by a socket in the file system and by nothing else. */
export class OwnServer implements DatabaseServer {
  readonly #options: OwnServerOptions;
  readonly #tokenUsers: TokenUsers;
  #sockets = "";
  #process: ChildProcess | undefined;
  #starting: Promise<void> | undefined;

  constructor(options: OwnServerOptions) {
    this.#options = options;
    this.#tokenUsers = new TokenUsers(join(options.folder, tokenUsersFile), () => this.owner, options.kernel.wall);
  }

  get address(): NetConnectOpts {
    return { path: join(this.#sockets, ".s.PGSQL.5432") };
  }

  get owner(): ClientConfig {
    return { host: this.#sockets, port: 5432, user: ownerName, database: "postgres" };
  }

  letIn(user: string, isLetIn: boolean): Promise<void> {
    return this.#tokenUsers.set(user, isLetIn);
  }

  start(): Promise<void> {
    this.#starting ??= this.#start().catch((error: unknown) => {
      this.#starting = undefined;
      throw error;
    });
    return this.#starting;
  }

  async stop(): Promise<void> {
    await this.#starting?.catch(() => undefined);
    const child = this.#process;
    if (child !== undefined && child.exitCode === null && child.signalCode === null) {
      const ended = once(child, "exit");
      // Fast shutdown: who is connected is sent away, and what was committed is kept.
      child.kill("SIGINT");
      await ended;
    }
    this.#starting = undefined;
    await this.#options.desk?.close();
    if (this.#sockets !== "") await rm(this.#sockets, { recursive: true, force: true });
    this.#sockets = "";
  }

  async remove(): Promise<void> {
    await this.stop();
    await rm(this.#options.folder, { recursive: true, force: true });
  }

  async copyTo(folder: string): Promise<void> {
    const wasRunning = this.#process !== undefined;
    await this.stop();
    await rm(folder, { recursive: true, force: true });
    await cp(this.#options.folder, folder, { recursive: true });
    if (wasRunning) await this.start();
  }

  async #start(): Promise<void> {
    const { folder, kernel, binaries } = this.#options;
    const isNew = !existsSync(folder);
    if (isNew) await this.#initialise();
    await writeFile(join(folder, "pg_hba.conf"), access);
    await this.#tokenUsers.clear();
    // A short path of our own: addresses of sockets have 107 bytes at most.
    this.#sockets = await mkdtemp(join(tmpdir(), "millrace-pg-"));
    await this.#options.desk?.listen(this.#sockets);
    const settings = {
      listen_addresses: "",
      unix_socket_directories: this.#sockets,
      max_connections: "200",
      recovery_init_sync_method: "syncfs",
      // What survives the end of a process needs no waiting for the disk.
      fsync: kernel.durability === "full" ? "on" : "off",
      timezone: "UTC",
      log_timezone: "UTC",
    };
    const words = Object.entries(settings).flatMap(([name, value]) => ["-c", `${name}=${value}`]);
    const [file, all] = asUser(binaries.postgres, ["-D", folder, ...words]);
    const child = spawn(file, all, { env: this.#variables(), stdio: ["ignore", "ignore", "pipe"], detached: true });
    this.#process = child;
    const { pid } = child;
    if (pid !== undefined) kernel.guard.watch(pid);
    child.once("exit", () => {
      if (pid !== undefined) kernel.guard.release(pid);
      this.#process = undefined;
      this.#starting = undefined;
    });
    tellTrouble(child, kernel.log);
    await this.#untilReady(child, kernel.wall);
    if (isNew) await withClient(this.owner, async (client) => void (await client.query(roles)));
  }

  /** In a folder beside, which takes its name when it is whole. */
  async #initialise(): Promise<void> {
    const { folder, binaries } = this.#options;
    const unfinished = `${folder}.new`;
    await rm(unfinished, { recursive: true, force: true });
    await mkdir(unfinished, { recursive: true, mode: 0o700 });
    const settings = ["--no-sync", "-E", "UTF8", "--locale=C.UTF-8", "-U", ownerName, "-A", "trust"];
    const [file, words] = asUser(binaries.initdb, ["-D", unfinished, ...settings]);
    await promisify(execFile)(file, [...words], { env: this.#variables() });
    await rename(unfinished, folder);
  }

  #variables(): Record<string, string> {
    return { ...this.#options.binaries.variables, PATH: this.#options.programPath, TZ: "UTC" };
  }

  async #untilReady(child: ChildProcess, wall: Clock): Promise<void> {
    for (let tries = 0; tries < startTriesMax; tries++) {
      if (child.exitCode !== null || child.signalCode !== null) throw new Error("PostgreSQL ended while it started");
      const isReady = await withClient(this.owner, () => Promise.resolve(true)).catch(() => false);
      if (isReady) return;
      await sleep(wall, startWaitMs);
    }
    throw new Error("PostgreSQL did not start within 30 seconds");
  }
}

function tellTrouble(child: ChildProcess, log: Log): void {
  child.stderr?.on("data", (chunk: Buffer) => {
    for (const line of chunk.toString("utf8").split("\n")) {
      if (/FATAL|PANIC/.test(line) && !/starting up|terminating connection/.test(line)) {
        log.warn("PostgreSQL is in trouble", { line });
      }
    }
  });
}
