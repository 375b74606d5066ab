/** A parser works on blocks of this size: large enough to be fast, small enough that one block's records fit in memory. */
export const blockBytes = 256 * 1024;

/**
 * The same bytes in blocks of exactly `size`, the last one shorter, whatever chunks they came in. So nothing that is
 * decided per block (an encoding, a dialect) depends on how a network cut the file.
 */
export async function* blocks(chunks: AsyncIterable<Uint8Array>, size = blockBytes): AsyncGenerator<Buffer> {
  let waiting: Buffer[] = [];
  let waitingBytes = 0;
  for await (const chunk of chunks) {
    let bytes = Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength);
    while (waitingBytes + bytes.length >= size) {
      const head = bytes.subarray(0, size - waitingBytes);
      bytes = bytes.subarray(head.length);
      yield waitingBytes === 0 ? head : Buffer.concat([...waiting, head], size);
      waiting = [];
      waitingBytes = 0;
    }
    if (bytes.length > 0) {
      waiting.push(bytes);
      waitingBytes += bytes.length;
    }
  }
  if (waitingBytes > 0) yield Buffer.concat(waiting, waitingBytes);
}
