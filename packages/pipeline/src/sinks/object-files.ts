import { type Item, itemOf, type RowOptions } from "./row-sink.ts";

export type ObjectFormat = "ndjson" | "csv" | "parquet";

export interface ObjectFilesOptions<Row> extends RowOptions<Row> {
  /** Where in the source's bucket the rows of each file are written: `<prefix><pipeline>/<run>/<chunk>.<format>`. */
  readonly prefix: string;
  /** `ndjson` and `csv` are gzipped. */
  readonly format: ObjectFormat;
}

/** Rows as files in S3, one for each chunk of a file; NDJSON and CSV are gzipped. */
export interface ObjectFiles {
  readonly kind: "objects";
  readonly prefix: string;
  readonly format: ObjectFormat;
  /** Whether every row is stored, and all of it. */
  readonly isWhole: boolean;
  readonly item: (row: object) => Item | undefined;
}

export function objectFiles<Row extends object>(options: ObjectFilesOptions<Row>): ObjectFiles {
  const { prefix, format } = options;
  const isWhole = options.when === undefined && options.item === undefined;
  return { kind: "objects", prefix, format, isWhole, item: itemOf(options) };
}
