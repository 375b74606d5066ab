import type { EncodingChoice } from "../bytes/decoder.ts";
import { PipelineError } from "../pipeline-error.ts";
import { noShift, type Reader, recordSizeMaxDefault } from "../reader.ts";
import { type FixedColumn, FixedParser } from "./fixed-parser.ts";

export interface FixedOptions {
  /** Field -> the characters of the line that are its: from the first, counted from 1, to the last. */
  readonly columns: Readonly<Record<string, readonly [first: number, last: number]>>;
  /** Lines at the beginning that are no records; 0 unless told otherwise. */
  readonly skipLines?: number;
  /** `auto` unless told otherwise: by the byte order mark, by whether it is UTF-8, then by the letters in it. */
  readonly encoding?: EncodingChoice;
  /** A record of more bytes is rejected; a mebibyte unless told otherwise. */
  readonly recordSizeMax?: number;
}

/**
 * Files with a record on every line and every field at its place in it. Blanks around a value are not part of it; a field of nothing but
 * blanks is a missing value. A file of another format is not taken for one of these where the definition has that format too.
 */
export function fixed(options: FixedOptions): Reader {
  const { skipLines = 0, encoding = "auto", recordSizeMax = recordSizeMaxDefault } = options;
  const columns: readonly FixedColumn[] = Object.entries(options.columns).map(([name, [first, last]]) => {
    if (!(Number.isInteger(first) && Number.isInteger(last) && first >= 1 && last >= first)) {
      throw new PipelineError(
        "definition-error",
        `Cannot read field "${name}" from ${first} to ${last}: expected 1 or more`,
      );
    }
    return { name, start: first - 1, end: last };
  });
  return {
    format: "fixed",
    fields: {},
    open: (known) =>
      new FixedParser({
        columns,
        skipLines,
        encoding: known?.encoding ?? encoding,
        recordSizeMax,
        shift: known?.shift ?? noShift,
      }),
  };
}
