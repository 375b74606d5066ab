import { accessSync, constants } from "node:fs";
import { delimiter, join } from "node:path";
import { fileURLToPath } from "node:url";

/** The program and its first arguments that run a function of some runtime. */
export interface Command {
  readonly program: string;
  readonly arguments: readonly string[];
}

export interface CommandOptions {
  readonly runtime: string;
  readonly memoryMebibytes: number;
  readonly taskRoot: string;
  /** Folders to look for programs in, written as in PATH. */
  readonly programPath: string;
}

const bootstrap = (file: string): string => fileURLToPath(new URL(`./bootstrap/${file}`, import.meta.url));

/**
 * How a runtime is started here: Node.js is the one that runs this program, Python the version that the runtime names or
 * else any Python 3, and custom runtimes bring their own `bootstrap`. Undefined when the machine has nothing for it.
 */
export function commandOf({ runtime, memoryMebibytes, taskRoot, programPath }: CommandOptions): Command | undefined {
  if (runtime.startsWith("nodejs")) {
    const options = [`--max-old-space-size=${memoryMebibytes}`, "--enable-source-maps"];
    return { program: process.execPath, arguments: [...options, bootstrap("node.cjs")] };
  }
  if (runtime.startsWith("python")) {
    const program = findProgram([runtime, "python3", "python"], programPath);
    return program === undefined ? undefined : { program, arguments: ["-u", bootstrap("python.py")] };
  }
  if (runtime.startsWith("provided")) return { program: join(taskRoot, "bootstrap"), arguments: [] };
  return undefined;
}

function findProgram(names: readonly string[], programPath: string): string | undefined {
  const folders = programPath.split(delimiter);
  return names.flatMap((name) => folders.map((folder) => join(folder, name))).find(isExecutable);
}

function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
