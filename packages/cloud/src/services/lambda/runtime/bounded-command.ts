import { execFile } from "node:child_process";
import { totalmem } from "node:os";
import type { Command } from "./command.ts";

export interface Room {
  readonly folder: string;
  readonly mebibytes: number;
  /** Folders to look for programs in, written as in PATH. */
  readonly programPath: string;
}

/** What is written there is in memory, of which the machine needs the most for other things. */
const memoryShareMax = 1 / 4;
const mebibyte = 1024 * 1024;

/**
 * Runs a command in a mount namespace of its own, in which a folder holds no more than it may: who writes more is told by the
 * system that no space is left, and what was written goes with the process. Undefined where this machine cannot.
 */
export async function boundedCommand(command: Command, room: Room): Promise<Command | undefined> {
  const { folder, mebibytes } = room;
  if (process.platform !== "linux" || process.getuid?.() !== 0 || command.problem !== undefined) return undefined;
  if (mebibytes * mebibyte > totalmem() * memoryShareMax) return undefined;
  canMount ??= tryMount(room);
  if (!(await canMount)) return undefined;
  const script = `mount -t tmpfs -o size=${mebibytes}m,mode=700 tmpfs "$0" && exec "$@"`;
  return {
    program: "unshare",
    arguments: [...apart, "sh", "-c", script, folder, command.program, ...command.arguments],
  };
}

const apart = ["--mount", "--propagation", "private"];

let canMount: Promise<boolean> | undefined;

/** Containers are root without the right to mount. */
const tryMount = ({ folder, programPath: PATH }: Room): Promise<boolean> =>
  new Promise((resolve) =>
    execFile("unshare", [...apart, "mount", "-t", "tmpfs", "tmpfs", folder], { env: { PATH } }, (error) =>
      resolve(error === null),
    ),
  );
