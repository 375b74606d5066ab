import { resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { type Cloud, StorageInUse, startCloud } from "@millrace/cloud";
import type { Config } from "./config.ts";
import { type Terminal, terminalLog } from "./terminal.ts";
import { Obstacle, UsageError } from "./usage-error.ts";

export interface CloudChoices {
  readonly port: number;
  readonly host?: string | undefined;
  readonly data?: string | undefined;
  readonly isEphemeral: boolean;
  readonly durability?: string | undefined;
  readonly enforcesThroughput?: boolean;
}

const defaultFolder = ".millrace";
/** What lies beside the folder of the commands' bundles. */
const beside = (path: string): string => fileURLToPath(new URL(`../${path}`, import.meta.url));

/** Starts the cloud in this process, or says in one line what stands in the way. */
export async function openCloud(
  choices: CloudChoices,
  { config, terminal }: { readonly config: Config; readonly terminal: Terminal },
): Promise<Cloud & { readonly keeps: string }> {
  const { isEphemeral, data, host } = choices;
  if (isEphemeral && data !== undefined)
    throw new UsageError("Cannot keep nothing in a folder: give --ephemeral or --data");
  const durability = readDurability(choices.durability);
  const folder = isEphemeral ? undefined : resolve(config.workingFolder, data ?? defaultFolder);
  try {
    const cloud = await startCloud({
      port: choices.port,
      programPath: config.programPath,
      postgresUrl: config.postgresUrl,
      enforcesThroughput: choices.enforcesThroughput === true || config.enforcesThroughput,
      consoleFolder: beside("console/"),
      sdkFolder: beside("sdk/node_modules"),
      log: terminalLog(terminal),
      durability,
      ...(host === undefined ? {} : { host }),
      ...(folder === undefined ? {} : { folder }),
    });
    return Object.assign(cloud, { keeps: folder === undefined ? "keeps nothing" : `state in ${folder}` });
  } catch (error) {
    throw explain(error, choices.port);
  }
}

function readDurability(text = "process"): "process" | "full" {
  if (text === "process" || text === "full") return text;
  throw new UsageError(`There is no durability "${text}": expected process or full`);
}

function explain(error: unknown, port: number): unknown {
  if (error instanceof StorageInUse) return new Obstacle(error.message);
  const code = error instanceof Error && "code" in error ? error.code : undefined;
  if (code === "EADDRINUSE") {
    return new Obstacle(
      `Port ${port} is taken: stop what listens there, or choose another with --port (0 takes any that is free)`,
    );
  }
  if (code === "EACCES") return new Obstacle(`Cannot start as access was denied: ${String(error)}`);
  return error;
}
