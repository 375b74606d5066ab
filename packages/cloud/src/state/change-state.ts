import { existsSync, mkdirSync, renameSync, rmSync } from "node:fs";
import { isAbsolute } from "node:path";
import { AwsError } from "@millrace/wire";
import { readBody } from "../inspection/read-body.ts";
import { ArchiveUnreadable, loadFolder, saveFolder } from "./archive.ts";

/** Runs `work` while the cloud is closed and requests wait: its folder may be read and replaced. */
export type AtRest = <T>(work: (folder: string) => Promise<T>) => Promise<T>;

/**
 * Saves the state of the whole cloud into a file, replaces it by that of a file, or empties the cloud. Nothing is lost when
 * this fails. Throws AwsError.
 */
export async function changeState(body: Buffer, now: () => number, atRest: AtRest): Promise<object> {
  const { action, file } = readBody(body);
  if (action === "reset") {
    await atRest((folder) => replace(folder, async () => undefined));
    return {};
  }
  if (action !== "save" && action !== "load") {
    throw new AwsError("ValidationException", `action is ${String(action)}: expected save, load or reset`);
  }
  if (typeof file !== "string" || !isAbsolute(file)) {
    throw new AwsError("ValidationException", `file is ${JSON.stringify(file)}: expected an absolute path`);
  }
  try {
    if (action === "save") return await atRest((folder) => saveFolder(folder, file, new Date(now()).toISOString()));
    return await atRest((folder) => replace(folder, (fresh) => loadFolder(file, fresh)));
  } catch (error) {
    if (error instanceof ArchiveUnreadable) throw new AwsError("ValidationException", error.message);
    throw error;
  }
}

/** Puts what `fill` leaves in a new folder in the place of `folder`. */
async function replace<T>(folder: string, fill: (fresh: string) => Promise<T>): Promise<T> {
  const fresh = `${folder}.new`;
  rmSync(fresh, { recursive: true, force: true });
  mkdirSync(fresh, { recursive: true });
  try {
    const filled = await fill(fresh);
    rmSync(oldOf(folder), { recursive: true, force: true });
    renameSync(folder, oldOf(folder));
    renameSync(fresh, folder);
    rmSync(oldOf(folder), { recursive: true, force: true });
    return filled;
  } catch (error) {
    rmSync(fresh, { recursive: true, force: true });
    throw error;
  }
}

/** Puts a folder back that was being replaced when the program ended. */
export function repair(folder: string): void {
  if (!existsSync(folder) && existsSync(oldOf(folder))) renameSync(oldOf(folder), folder);
}

const oldOf = (folder: string): string => `${folder}.old`;
