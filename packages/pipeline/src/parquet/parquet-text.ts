import { brotliDecompressSync, gunzipSync } from "node:zlib";
import { decompress as zstdDecompress } from "fzstd";
import { type AsyncBuffer, parquetMetadataAsync, parquetReadObjects } from "hyparquet";
import { PipelineError } from "../pipeline-error.ts";
import { jsonText } from "../sinks/json-text.ts";

/** A Parquet file is read from its end, so it is held as it came; its rows are not. */
const fileBytesMax = 256 * 1024 * 1024;

/** Rows are unpacked so many at a time, which also bounds what a value may repeat. */
const rowsAtATime = 10_000;

const compressors = {
  GZIP: (packed: Uint8Array) => new Uint8Array(gunzipSync(packed)),
  BROTLI: (packed: Uint8Array) => new Uint8Array(brotliDecompressSync(packed)),
  ZSTD: (packed: Uint8Array) => zstdDecompress(packed),
};

/** The rows of a Parquet file as NDJSON: dates as ISO 8601, bytes as base64, integers with all their digits. */
export async function* parquetText(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array, void> {
  const file = await held(bytes);
  const metadata = await parquetMetadataAsync(file);
  const rows = Number(metadata.num_rows);
  for (let rowStart = 0; rowStart < rows; rowStart += rowsAtATime) {
    const rowEnd = Math.min(rowStart + rowsAtATime, rows);
    const objects = await parquetReadObjects({ file, metadata, compressors, rowStart, rowEnd });
    yield Buffer.from(objects.map((row) => `${jsonText(spoken(row))}\n`).join(""));
  }
}

/** Bytes have no word of their own in JSON. */
function spoken(value: unknown): unknown {
  if (value instanceof Uint8Array) return Buffer.from(value).toString("base64");
  if (Array.isArray(value)) return value.map(spoken);
  if (typeof value !== "object" || value === null || value instanceof Date) return value;
  return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, spoken(member)]));
}

async function held(bytes: AsyncIterable<Uint8Array>): Promise<AsyncBuffer> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of bytes) {
    size += chunk.byteLength;
    if (size > fileBytesMax) {
      throw new PipelineError("unknown-format", `Cannot read the Parquet file: it has more than ${fileBytesMax} bytes`);
    }
    chunks.push(chunk);
  }
  const whole = Buffer.concat(chunks, size);
  // A copy: the reader takes the buffer behind the bytes for all of it.
  return { byteLength: size, slice: (start, end) => new Uint8Array(whole.subarray(start, end)).buffer };
}
