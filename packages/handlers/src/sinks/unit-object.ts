import type { ObjectFiles } from "@millrace/pipeline";
import type { WriteUnit } from "./sink-writer.ts";

/** The key of the object that has the rows of a unit. */
export const unitObjectKey = (sink: ObjectFiles, { pipeline, runId, chunk }: WriteUnit, ending: string): string =>
  `${sink.prefix}${pipeline}/${runId}/${String(chunk).padStart(6, "0")}.${ending}`;
