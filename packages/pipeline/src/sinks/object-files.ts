import { type Item, itemOf, type RowOptions } from "./row-sink.ts";

export interface ObjectFilesOptions<Row> extends RowOptions<Row> {
  /** Where in the source's bucket the rows of each file are written: `<prefix><pipeline>/<run>/<chunk>.<format>`. */
  readonly prefix: string;
  /** One file for each chunk. */
  readonly format: "ndjson" | "csv";
}

/** Rows as files in S3, gzipped, one for each chunk of a file. */
export interface ObjectFiles {
  readonly kind: "objects";
  readonly prefix: string;
  readonly format: "ndjson" | "csv";
  /** Whether every row is stored, and all of it. */
  readonly isWhole: boolean;
  readonly item: (row: object) => Item | undefined;
}

export function objectFiles<Row extends object>(options: ObjectFilesOptions<Row>): ObjectFiles {
  const { prefix, format } = options;
  const isWhole = options.when === undefined && options.item === undefined;
  return { kind: "objects", prefix, format, isWhole, item: itemOf(options) };
}
