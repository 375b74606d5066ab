import type { EncodingChoice } from "../bytes/decoder.ts";
import { type FieldSources, noShift, type Reader, recordSizeMaxDefault } from "../reader.ts";
import { CsvParser } from "./csv-parser.ts";
import type { Delimiter } from "./dialect.ts";

export interface CsvOptions {
  /** Found out from the first lines unless told otherwise. */
  readonly delimiter?: Delimiter | "auto";
  /** `auto` unless told otherwise: by the byte order mark, by whether it is UTF-8, then by the letters in it. */
  readonly encoding?: EncodingChoice;
  /** Field -> the labels that partners give it: `{ orderId: ["order_no", "Order number"] }`. */
  readonly fields?: FieldSources;
  /** A record of more bytes is rejected; a mebibyte unless told otherwise. */
  readonly recordSizeMax?: number;
}

/** Files with a header, a row per record and text in every cell; a cell without text is a missing value. */
export function csv(options: CsvOptions = {}): Reader {
  const { delimiter = "auto", encoding = "auto", fields = {}, recordSizeMax = recordSizeMaxDefault } = options;
  const aliases = new Map(
    Object.entries(fields).flatMap(([field, labels]) => [labels].flat().map((label) => [label, field] as const)),
  );
  return {
    format: "csv",
    fields,
    open: (known, plan) =>
      new CsvParser({
        delimiter: known?.delimiter ?? delimiter,
        encoding: known?.encoding ?? encoding,
        recordSizeMax,
        aliases,
        shift: known?.shift ?? noShift,
        plan,
      }),
  };
}
