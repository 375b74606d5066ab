import type { Execution } from "../model.ts";

/** A failed execution as it is when it is redriven. */
export function revived(execution: Execution, now: number): Execution {
  const { output: _, error: __, cause: ___, stoppedAt: ____, ...kept } = execution;
  return { ...kept, status: "RUNNING", redriveCount: execution.redriveCount + 1, redrivenAt: now };
}
