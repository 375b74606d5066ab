import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { access, constants } from "node:fs/promises";
import { delimiter, join } from "node:path";
import { fileURLToPath } from "node:url";
import { entrypointProblem } from "./entrypoint.ts";

/** The program and its first arguments that run a function of some runtime. */
export interface Command {
  readonly program: string;
  readonly arguments: readonly string[];
  /** Why it cannot be started, where that is known beforehand. */
  readonly problem?: string;
}

export interface CommandOptions {
  readonly runtime: string;
  readonly memoryMebibytes: number;
  readonly taskRoot: string;
  /** Where the layers are; a custom runtime may come in one. */
  readonly layersFolder: string | undefined;
  /** Folders to look for programs in, written as in PATH. */
  readonly programPath: string;
}

const bootstrap = (file: string): string => fileURLToPath(new URL(`./bootstrap/${file}`, import.meta.url));

/**
 * How a runtime is started here: Node.js is the one that runs this program, Python the version that the runtime names or
 * else any Python 3, and custom runtimes bring their own `bootstrap`. Undefined when the machine has nothing for it.
 */
export async function commandOf(options: CommandOptions): Promise<Command | undefined> {
  const { runtime, memoryMebibytes, taskRoot, layersFolder, programPath } = options;
  if (runtime.startsWith("nodejs")) {
    return { program: process.execPath, arguments: [...heapOptions(memoryMebibytes), bootstrap("node.cjs")] };
  }
  if (runtime.startsWith("python")) {
    const program = await findPython([runtime, "python3", "python"], programPath);
    return program === undefined ? undefined : { program, arguments: ["-u", "-S", bootstrap("python.py")] };
  }
  if (runtime.startsWith("provided")) {
    const own = join(taskRoot, "bootstrap");
    const isOwn = layersFolder === undefined || existsSync(own);
    const program = isOwn ? own : join(layersFolder, "bootstrap");
    const problem = await entrypointProblem(program);
    return { program, arguments: [], ...(problem === undefined ? {} : { problem }) };
  }
  return undefined;
}

/** As AWS starts Node.js: a tenth of the memory is left to what is not heap. */
const heapOptions = (memoryMebibytes: number): string[] => [
  `--max-old-space-size=${Math.floor(memoryMebibytes * 0.9)}`,
  `--max-semi-space-size=${Math.max(1, Math.floor(memoryMebibytes * 0.05))}`,
  "--enable-source-maps",
];

/** Programs that were tried: what they really are. Version managers leave names behind that do not run, or run slowly. */
const tried = new Map<string, Promise<string | undefined>>();

async function findPython(names: readonly string[], programPath: string): Promise<string | undefined> {
  for (const file of names.flatMap((name) => programPath.split(delimiter).map((folder) => join(folder, name)))) {
    let program = tried.get(file);
    if (program === undefined) {
      program = executableOf(file);
      tried.set(file, program);
    }
    const found = await program;
    if (found !== undefined) return found;
  }
  return undefined;
}

async function executableOf(file: string): Promise<string | undefined> {
  try {
    await access(file, constants.X_OK);
  } catch {
    return undefined;
  }
  return new Promise((resolve) =>
    execFile(file, ["-c", "import sys; print(sys.executable)"], (error, out) =>
      resolve(error === null ? out.trim() || file : undefined),
    ),
  );
}
