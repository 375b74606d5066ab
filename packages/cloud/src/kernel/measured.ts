import type { Clock } from "@millrace/core";
import type { Access } from "./operation.ts";

/** How a request ended, for what its service measures about itself. */
export interface Ended {
  readonly operation: string;
  // biome-ignore lint/suspicious/noExplicitAny: it is the input of any operation
  readonly input: any;
  readonly accesses: readonly Access[];
  /** What it took, in milliseconds of real time. */
  readonly ms: number;
  // biome-ignore lint/suspicious/noExplicitAny: it is the output of any operation
  readonly output?: any;
  /** What was thrown: by the operation, or by a fault in its place. */
  readonly error?: unknown;
}

type Outcome = Pick<Ended, "ms" | "output" | "error">;

/** Runs what a request asks for, and tells how it ended before anybody else learns of it. */
export function measured(wall: Clock, run: () => unknown, tell: (outcome: Outcome) => void): unknown {
  const began = wall.now();
  const answered = (output: unknown): unknown => {
    tell({ ms: wall.now() - began, output });
    return output;
  };
  const failed = (error: unknown): never => {
    tell({ ms: wall.now() - began, error });
    throw error;
  };
  let output: unknown;
  try {
    output = run();
  } catch (error) {
    return failed(error);
  }
  return output instanceof Promise ? output.then(answered, failed) : answered(output);
}
