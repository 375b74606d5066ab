import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";

/** The program itself, in a process of its own. */
export interface Program {
  readonly endpoint: string;
  readonly pid: number;
  /** Milliseconds from its start until it said that it is ready. */
  readonly readyMs: number;
  /** Everything that it wrote to standard error. */
  problems(): string;
  /** Sends a signal and waits for the end of the process; answers how long that took. */
  end(signal: NodeJS.Signals): Promise<{ readonly code: number | null; readonly ms: number }>;
}

const file = fileURLToPath(new URL("../../packages/cli/bin/millrace.cjs", import.meta.url));

/** Starts `millrace cloud` on a folder and waits until it is ready. */
export async function startProgram(folder: string, words: readonly string[] = []): Promise<Program> {
  const startedAt = performance.now();
  const child = spawn(process.execPath, [file, "cloud", "--port", "0", "--data", folder, "--json", ...words], {
    stdio: ["ignore", "pipe", "pipe"],
  });
  let problems = "";
  child.stderr.setEncoding("utf8").on("data", (text: string) => {
    problems += text;
  });
  const ready = await readyLine(child, () => problems);
  return {
    ...ready,
    readyMs: performance.now() - startedAt,
    problems: () => problems,
    async end(signal) {
      const ended = once(child, "exit");
      const endsAt = performance.now();
      if (child.exitCode !== null || child.signalCode !== null) return { code: child.exitCode, ms: 0 };
      child.kill(signal);
      await ended;
      return { code: child.exitCode, ms: performance.now() - endsAt };
    },
  };
}

function readyLine(child: ChildProcess, problems: () => string): Promise<{ endpoint: string; pid: number }> {
  return new Promise((resolve, reject) => {
    let text = "";
    child.stdout?.setEncoding("utf8").on("data", (more: string) => {
      text += more;
      if (text.includes("\n")) resolve(JSON.parse(text) as { endpoint: string; pid: number });
    });
    child.once("exit", (code) =>
      reject(new Error(`The program ended with ${code} before it was ready: ${problems()}`)),
    );
  });
}
