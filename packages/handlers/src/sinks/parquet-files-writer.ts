import type { S3Client } from "@aws-sdk/client-s3";
import type { Accepted, ColumnType, Item, ObjectFiles } from "@millrace/pipeline";
import { ByteWriter, ParquetWriter, schemaFromColumnData } from "hyparquet-writer";
import { ObjectWriter } from "../rejects/object-writer.ts";
import { columnData, type ParquetColumn, parquetColumns } from "./parquet-columns.ts";
import type { SinkWriter, WriteCounts, WriteUnit } from "./sink-writer.ts";
import { unitObjectKey } from "./unit-object.ts";

/** The rows of one group are held: enough for columns to be worth it, few enough for any function. */
const groupRows = 10_000;

export interface ParquetTarget {
  readonly s3: S3Client;
  readonly sink: ObjectFiles;
  /** The sink's name in the definition. */
  readonly name: string;
  /** What the schema says of the fields' types. */
  readonly contract: ReadonlyMap<string, ColumnType>;
}

/** Writes the rows of a unit into an object of their own, in groups of columns; doing it again writes the same object again. */
export class ParquetFilesWriter implements SinkWriter {
  readonly #target: ParquetTarget;
  readonly #object: ObjectWriter;
  readonly #bytes = new ByteWriter();
  #file: { readonly writer: ParquetWriter; readonly columns: readonly ParquetColumn[] } | undefined;
  #waiting: Item[] = [];
  #rows = 0;

  constructor(target: ParquetTarget, unit: WriteUnit) {
    const { s3, sink } = target;
    this.#target = target;
    this.#object = new ObjectWriter(s3, {
      bucket: unit.bucket,
      key: unitObjectKey(sink, unit, "parquet"),
      contentType: "application/vnd.apache.parquet",
    });
  }

  async write(rows: readonly Accepted[]): Promise<void> {
    for (const row of rows) {
      const item = row.items[this.#target.name];
      if (item !== undefined) this.#waiting.push(item);
    }
    while (this.#waiting.length >= groupRows) await this.#writeGroup(this.#waiting.splice(0, groupRows));
  }

  async close(): Promise<WriteCounts> {
    if (this.#waiting.length > 0) await this.#writeGroup(this.#waiting);
    if (this.#file !== undefined) {
      await this.#file.writer.finish();
      await this.#upload();
      await this.#object.close();
    }
    return { stored: this.#rows, existing: 0 };
  }

  async #writeGroup(items: readonly Item[]): Promise<void> {
    this.#file ??= this.#begin(items);
    const { writer, columns } = this.#file;
    await writer.write({ columnData: columnData(columns, items), rowGroupSize: groupRows });
    this.#rows += items.length;
    await this.#upload();
  }

  #begin(items: readonly Item[]): { readonly writer: ParquetWriter; readonly columns: readonly ParquetColumn[] } {
    const columns = parquetColumns(items, this.#target.contract);
    const schema = schemaFromColumnData({ columnData: columns.map(({ name, type }) => ({ name, type, data: [] })) });
    return { writer: new ParquetWriter({ writer: this.#bytes, schema }), columns };
  }

  async #upload(): Promise<void> {
    // A copy: the same memory takes the next group.
    await this.#object.write(Buffer.from(this.#bytes.getBytes()));
    this.#bytes.index = 0;
  }
}
