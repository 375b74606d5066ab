import type { FileFacts } from "../reader.ts";

/** Where the records of the file are, as options of its reader. */
export interface InferredReader {
  readonly format: FileFacts["format"];
  readonly path?: string;
  readonly record?: string;
}
