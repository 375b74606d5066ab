import { once } from "node:events";
import { start } from "./program.ts";

/** The bare cloud in a process of its own, as `millrace cloud` starts it. */
export interface BareCloud {
  readonly endpoint: string;
  readonly pid: number;
  /** Milliseconds from its start until it said that it is ready. */
  readonly readyMs: number;
  /** Everything that it has printed. */
  output(): string;
  /** Sends a signal and waits for the end of the process; answers how long that took. */
  end(signal: NodeJS.Signals): Promise<{ readonly code: number | null; readonly ms: number }>;
}

/** Starts it on a folder and a free port, and waits until it is ready. */
export async function startBareCloud(folder: string, words: readonly string[] = []): Promise<BareCloud> {
  const startedAt = performance.now();
  const running = start(["cloud", "--port", "0", "--data", folder, "--json", ...words]);
  const [line] = await running.prints(/^\{"ready".*\}$/m);
  const readyMs = performance.now() - startedAt;
  const { endpoint, pid } = JSON.parse(line) as { readonly endpoint: string; readonly pid: number };
  const { process: child } = running;
  return {
    endpoint,
    pid,
    readyMs,
    output: running.output,
    async end(signal) {
      const askedAt = performance.now();
      const hasEnded = child.exitCode !== null || child.signalCode !== null;
      if (!hasEnded) {
        const ended = once(child, "exit");
        child.kill(signal);
        await ended;
      }
      return { code: child.exitCode, ms: performance.now() - askedAt };
    },
  };
}
