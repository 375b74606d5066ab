import type { SourceFile } from "../ledger/run.ts";
import type { Tools } from "../tools.ts";

/** Whether the workflow, not the one function, reads a file. */
export function isForWorkflow({ pipeline, config }: Tools, file: SourceFile): boolean {
  const { mode, largeFileBytes } = pipeline.run;
  if (config.stateMachine === undefined || mode === "function") return false;
  return mode === "workflow" || file.size >= largeFileBytes;
}
