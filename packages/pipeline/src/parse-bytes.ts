import { blockBytes } from "./bytes/blocks.ts";
import type { FileFacts, Reader } from "./reader.ts";
import type { Read } from "./record.ts";

/** Everything a reader finds in bytes that are in memory already, in blocks of a size of one's choice: for small files and tests. */
export function parseBytes(
  reader: Reader,
  bytes: Uint8Array,
  size = blockBytes,
): { readonly reads: readonly Read[]; readonly facts: FileFacts } {
  const parser = reader.open();
  const reads: Read[] = [];
  for (let at = 0; at < bytes.length; at += size) {
    for (const read of parser.write(Buffer.from(bytes.subarray(at, at + size)))) reads.push(read);
  }
  for (const read of parser.end()) reads.push(read);
  return { reads, facts: parser.facts };
}
