import { mkdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import type { Clock, Ids, Log } from "@millrace/core";
import type { Models } from "@millrace/wire";
import { doorOf } from "./door.ts";
import type { Door } from "./gateway/door.ts";
import { Inspection } from "./inspection/inspection.ts";
import { Kernel } from "./kernel/kernel.ts";
import { type Durability, Storage } from "./kernel/store/storage.ts";
import { services } from "./services/index.ts";
import type { AtRest } from "./state/change-state.ts";

/** What works on the state in a folder. It is closed and opened again while that state is saved or replaced. */
export interface Interior {
  readonly kernel: Kernel;
  readonly door: Door;
  close(): Promise<void>;
}

export interface InteriorOptions {
  readonly folder: string;
  readonly durability: Durability;
  readonly programPath: string;
  readonly sdkFolder: string | undefined;
  readonly postgresUrl: string | undefined;
  readonly enforcesThroughput: boolean | undefined;
  readonly consoleFolder: string | undefined;
  readonly models: Models;
  readonly wall: Clock;
  readonly ids: Ids;
  readonly log: Log;
  readonly endpoint: () => string;
  readonly port: () => number;
  readonly atRest: AtRest;
}

/** Throws StorageInUse when another process has the folder. */
export function openInterior(options: InteriorOptions): Interior {
  const { folder, durability, models, wall, ids, port, consoleFolder } = options;
  mkdirSync(folder, { recursive: true });
  const storage = Storage.open(join(folder, "millrace.db"), durability);
  // Unpacked code and the like: made again when it is needed.
  rmSync(join(folder, "scratch"), { recursive: true, force: true });
  const kernel = new Kernel({ ...options, services, storage });
  const changes = () => storage.writes;
  const inspection = new Inspection({ kernel, models, wall, ids, port, consoleFolder, changes });
  return {
    kernel,
    door: doorOf({ kernel, inspection, atRest: options.atRest }),
    async close() {
      await kernel.stop();
      await storage.close();
    },
  };
}
