import { PipelineError } from "@millrace/pipeline";
import type { Run } from "./ledger/run.ts";
import { FileGone } from "./source/open-file.ts";

/** Why the file failed, where that is what an error says; undefined for what another attempt may cure. */
export const reasonOf = (error: unknown): Run["reason"] =>
  error instanceof PipelineError || error instanceof FileGone
    ? { code: error.code, message: error.message }
    : undefined;
