import { gzipSync } from "node:zlib";
import type { S3Client } from "@aws-sdk/client-s3";
import { type Accepted, csvLine, type Item, jsonText, ndjsonLines, type ObjectFiles } from "@millrace/pipeline";
import { ObjectWriter } from "../rejects/object-writer.ts";
import type { SinkWriter, WriteCounts, WriteUnit } from "./sink-writer.ts";
import { unitObjectKey } from "./unit-object.ts";

/** Writes the rows of a unit into an object of their own, gzipped; doing it again writes the same object again. */
export class ObjectFilesWriter implements SinkWriter {
  readonly #sink: ObjectFiles;
  readonly #name: string;
  readonly #object: ObjectWriter;
  /** CSV only: the columns are those of the first row. */
  #columns: readonly string[] | undefined;
  #rows = 0;

  constructor(s3: S3Client, sink: ObjectFiles, name: string, unit: WriteUnit) {
    this.#sink = sink;
    this.#name = name;
    this.#object = new ObjectWriter(s3, {
      bucket: unit.bucket,
      key: unitObjectKey(sink, unit, `${sink.format}.gz`),
      contentType: "application/gzip",
    });
  }

  async write(rows: readonly Accepted[]): Promise<void> {
    const { bytes, count } = this.#sink.format === "csv" ? this.#csvLines(rows) : ndjsonLines(rows, this.#name);
    if (count === 0) return;
    // Every batch is a member of its own: several of them after each other are one gzip file.
    await this.#object.write(gzipSync(bytes));
    this.#rows += count;
  }

  async close(): Promise<WriteCounts> {
    if (this.#rows > 0) await this.#object.close();
    return { stored: this.#rows, existing: 0 };
  }

  #csvLines(rows: readonly Accepted[]): { readonly bytes: Buffer; readonly count: number } {
    const lines = rows.flatMap((row) => {
      const item = row.items[this.#name];
      return item === undefined ? [] : this.#csvLine(item);
    });
    return { bytes: Buffer.from(lines.join("")), count: lines.length };
  }

  #csvLine(item: Item): string {
    const header = this.#columns === undefined ? csvLine(Object.keys(item)) : "";
    this.#columns ??= Object.keys(item);
    return header + csvLine(this.#columns.map((column) => cellOf(item[column])));
  }
}

const cellOf = (value: unknown): string => {
  if (value === undefined || value === null) return "";
  if (value instanceof Date) return value.toISOString();
  return typeof value === "object" ? jsonText(value) : String(value);
};
