import { blocks } from "../bytes/blocks.ts";
import { decompressed } from "../bytes/decompress.ts";
import type { Reader } from "../reader.ts";
import type { Read } from "../record.ts";

/** The records and rejects of a file as its reader finds them, a batch per block; gzip is unpacked. */
export async function* readRecords(
  reader: Reader,
  bytes: AsyncIterable<Uint8Array>,
): AsyncGenerator<readonly Read[], void> {
  const parser = reader.open();
  for await (const block of blocks(decompressed(bytes))) yield parser.write(block);
  yield parser.end();
}
