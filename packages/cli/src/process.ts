import { UsageError } from "./usage-error.ts";

export const defaultPort = 4566;

/** The port that an option names. Throws UsageError. */
export function readPort(text: string | undefined): number {
  const port = text === undefined ? defaultPort : Number(text);
  if (Number.isInteger(port) && port >= 0 && port <= 65_535) return port;
  throw new UsageError(`Cannot listen on port "${text}": expected a number from 0 to 65535`);
}

/** Stops in order when the process is asked to; a second signal ends it at once. */
export function stopOnSignal(stop: () => Promise<void>): void {
  let isStopping = false;
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) {
    process.on(signal, () => {
      if (isStopping) process.exit(1);
      isStopping = true;
      stop().then(
        () => process.exit(0),
        (error: unknown) => {
          process.stderr.write(`${String(error)}\n`);
          process.exit(1);
        },
      );
    });
  }
}

/** How many of something an option asks for. Throws UsageError. */
export function readCount(text: string, what: string): number {
  const count = Number(text);
  if (Number.isInteger(count) && count >= 1) return count;
  throw new UsageError(`Cannot show "${text}" ${what}: expected 1 or more`);
}
