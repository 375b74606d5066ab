import type { Clock } from "@millrace/core";
import type { Access, Call } from "./operation.ts";

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

type Outcome = Pick<Ended, "output" | "error">;

interface Asked extends Pick<Ended, "operation" | "input" | "accesses"> {
  readonly call: Call<unknown>;
}

/** Runs what a request asks for, and has its service measure how it ended before anybody else learns of it. */
export function measured(
  measure: ((call: Call<unknown>, ended: Ended) => void) | undefined,
  { call, ...asked }: Asked,
  wall: Clock,
  run: () => unknown,
): unknown {
  if (measure === undefined) return run();
  const began = wall.now();
  const tell = (outcome: Outcome): void => measure(call, { ...asked, ...outcome, ms: wall.now() - began });
  const answered = (output: unknown): unknown => {
    tell({ output });
    return output;
  };
  const failed = (error: unknown): never => {
    tell({ error });
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
