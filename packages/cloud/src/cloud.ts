import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Clock, type Ids, type Log, randomIds, silentLog, wallClock } from "@millrace/core";
import { openModels } from "@millrace/wire";
import { createGateway } from "./gateway/gateway.ts";
import { openInterior } from "./interior.ts";
import type { Durability } from "./kernel/store/storage.ts";
import { repair } from "./state/change-state.ts";

export interface CloudOptions {
  /** Port to listen on; 0 takes any that is free. */
  readonly port: number;
  /** Address to listen on. */
  readonly host?: string;
  /** Folder that keeps everything; without one everything is gone when the cloud stops. */
  readonly folder?: string;
  readonly durability?: Exclude<Durability, "none">;
  /** Folders where programs of this machine are found, written as in PATH: Python for Python functions. */
  readonly programPath: string;
  /** A `node_modules` that Node.js functions find built in, as the managed runtimes bring AWS's SDK along. */
  readonly sdkFolder?: string;
  /** A PostgreSQL server that databases of RDS are made in, as its owner: `postgres://user:password@host:port/`. */
  readonly postgresUrl?: string | undefined;
  /** Refuses requests beyond the provisioned throughput of tables, as AWS does; else all are served. */
  readonly enforcesThroughput?: boolean | undefined;
  /** Folder with the files of the console, served at `/_console`. */
  readonly consoleFolder?: string;
  readonly log?: Log;
  readonly ids?: Ids;
  readonly wall?: Clock;
}

/** A cloud that runs. */
export interface Cloud {
  readonly port: number;
  /** What clients take as AWS_ENDPOINT_URL. */
  readonly endpoint: string;
  /** Moves the cloud's time forward. */
  advanceClock(ms: number): void;
  /** Ends every process it has started, and itself. What was acknowledged is kept. */
  stop(): Promise<void>;
}

/**
 * Starts an AWS-compatible cloud in this process.
 * Throws StorageInUse when another process has the folder, and what Node throws when the port is taken.
 */
export async function startCloud(options: CloudOptions): Promise<Cloud> {
  const { host = "127.0.0.1", log = silentLog, ids = randomIds, wall = wallClock } = options;
  const { programPath, sdkFolder, postgresUrl, enforcesThroughput, consoleFolder } = options;
  const folder = options.folder ?? mkdtempSync(join(tmpdir(), "millrace-"));
  const durability = options.folder === undefined ? "none" : (options.durability ?? "process");
  const models = openModels();
  let endpoint = "";
  let port = 0;
  const open = () =>
    openInterior({
      folder,
      durability,
      programPath,
      sdkFolder,
      postgresUrl,
      enforcesThroughput,
      consoleFolder,
      models,
      wall,
      ids,
      log,
      endpoint: () => endpoint,
      port: () => port,
      atRest: (work) => gateway.pause(() => meanwhileClosed(work), behind),
    });
  const behind = () => ({ door: interior.door, clock: interior.kernel.clock });
  async function meanwhileClosed<T>(work: (folder: string) => Promise<T>): Promise<T> {
    await interior.close();
    try {
      return await work(folder);
    } finally {
      interior = open();
      interior.kernel.resume();
    }
  }
  repair(folder);
  let interior = open();
  const gateway = createGateway({ ...behind(), models, wall, ids, log });
  ({ port } = await gateway.listen({ port: options.port, host }).catch(async (error) => {
    await interior.close();
    throw error;
  }));
  endpoint = `http://${host.includes(":") ? `[${host}]` : host}:${port}`;
  interior.kernel.resume();
  const faults = interior.kernel.faults.list().length;
  if (faults > 0) log.warn("requests go wrong on purpose: millrace fault tells which", { faults });

  return {
    port,
    endpoint,
    advanceClock: (ms) => interior.kernel.advanceClock(ms),
    async stop() {
      await gateway.close();
      await interior.close();
      if (options.folder === undefined) rmSync(folder, { recursive: true, force: true });
    },
  };
}
