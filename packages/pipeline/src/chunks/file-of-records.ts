import type { ByteRange, ChunkPlan } from "./plan-chunks.ts";

/** What stands between two records of a file that is made of some of another's. */
const separators: Readonly<Record<ChunkPlan["facts"]["format"], string>> = {
  csv: "\n",
  ndjson: "\n",
  fixed: "\n",
  json: ",",
  xml: "\n",
};

/**
 * The bytes of a file that has only some of the records of another, as they are in it, in the frame that they stand in. `records` are in
 * the order of the file.
 */
export async function* fileOfRecords(
  { facts, head, tail }: Pick<ChunkPlan, "facts" | "head" | "tail">,
  bytes: AsyncIterable<Uint8Array>,
  records: readonly ByteRange[],
): AsyncGenerator<Buffer> {
  const separator = encoded(separators[facts.format], facts.encoding);
  const ranges = [head, ...records, tail].filter(({ start, end }) => end > start);
  let next = 0;
  let offset = 0;
  for await (const block of bytes) {
    const end = offset + block.byteLength;
    for (let range = ranges[next]; range !== undefined && range.start < end; range = ranges[next]) {
      yield Buffer.from(
        block.subarray(Math.max(0, range.start - offset), Math.min(block.byteLength, range.end - offset)),
      );
      if (range.end > end) break;
      next++;
      if (range !== head && ranges[next] !== undefined && ranges[next] !== tail) yield separator;
    }
    offset = end;
  }
}

function encoded(text: string, encoding: ChunkPlan["facts"]["encoding"]): Buffer {
  if (encoding === "utf-16le") return Buffer.from(text, "utf16le");
  return encoding === "utf-16be" ? Buffer.from(text, "utf16le").swap16() : Buffer.from(text);
}
