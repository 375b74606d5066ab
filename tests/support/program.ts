import { type ChildProcess, execFile, spawn, spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";

export const root = fileURLToPath(new URL("../..", import.meta.url));
const program = fileURLToPath(new URL("../../packages/cli/bin/millrace.cjs", import.meta.url));

/** What a program said and how it ended. */
export interface Ended {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

/** Runs a program to its end. */
export function run(
  file: string,
  words: readonly string[],
  options: { readonly env?: Record<string, string>; readonly cwd?: string } = {},
): Promise<Ended> {
  return new Promise((resolve) => {
    const env = { ...process.env, ...options.env };
    const child = execFile(
      file,
      words,
      { env, cwd: options.cwd ?? root, maxBuffer: 64 * 1024 * 1024 },
      (error, out, err) => {
        resolve({ code: error === null ? 0 : (child.exitCode ?? 1), out, err });
      },
    );
  });
}

/** Runs our own program to its end. */
export const millrace = (words: readonly string[], options?: Parameters<typeof run>[2]): Promise<Ended> =>
  run(process.execPath, [program, ...words], options);

/** A program while it runs. */
export interface Running {
  readonly process: ChildProcess;
  /** Everything it has printed so far. */
  readonly output: () => string;
  /** Resolves with the first match in what it prints. */
  prints(pattern: RegExp): Promise<RegExpExecArray>;
  stop(signal?: NodeJS.Signals): Promise<void>;
}

/** Our own program while it serves. */
export const start = (words: readonly string[], env: Record<string, string> = {}): Running =>
  startProgram(process.execPath, [program, ...words], env);

export function startProgram(file: string, words: readonly string[], env: Record<string, string> = {}): Running {
  const child = spawn(file, words, {
    cwd: root,
    env: { ...process.env, ...env },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let text = "";
  const waiting = new Set<() => void>();
  for (const pipe of [child.stdout, child.stderr]) {
    pipe.on("data", (chunk: Buffer) => {
      text += chunk.toString("utf8");
      for (const check of waiting) check();
    });
  }
  const exited = new Promise<void>((resolve) => child.once("exit", () => resolve()));
  return {
    process: child,
    output: () => text,
    prints: (pattern) =>
      new Promise((resolve, reject) => {
        const check = (): void => {
          const match = pattern.exec(text);
          if (match === null) return;
          waiting.delete(check);
          resolve(match);
        };
        waiting.add(check);
        void exited.then(() => reject(new Error(`It ended before it printed ${pattern}:\n${text}`)));
        check();
      }),
    async stop(signal = "SIGTERM") {
      child.kill(signal);
      await exited;
    },
  };
}

/**
 * Whether a program of somebody else is on this machine. A plain machine has Node only, and leaves its tests out; where
 * all clients are said to be there (MILLRACE_ALL_CLIENTS), a missing one is a failure.
 */
export function hasProgram(name: string, ...words: readonly string[]): boolean {
  const { status } = spawnSync(name, words.length === 0 ? ["--version"] : words, { stdio: "ignore" });
  if (status !== 0 && process.env["MILLRACE_ALL_CLIENTS"] !== undefined) {
    throw new Error(`Expected "${name}" to be installed, as MILLRACE_ALL_CLIENTS is set`);
  }
  return status === 0;
}
