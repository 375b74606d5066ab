/** The first bytes of a stream, and the stream with them still in it. */
export async function withHead(
  bytes: AsyncIterable<Uint8Array>,
  size: number,
): Promise<{ readonly head: Buffer; readonly rest: AsyncIterable<Uint8Array> }> {
  const iterator = bytes[Symbol.asyncIterator]();
  const read: Uint8Array[] = [];
  for (let have = 0; have < size; ) {
    const next = await iterator.next();
    if (next.done) break;
    read.push(next.value);
    have += next.value.byteLength;
  }
  const rest = async function* () {
    try {
      yield* read;
      for (let next = await iterator.next(); !next.done; next = await iterator.next()) yield next.value;
    } finally {
      await iterator.return?.();
    }
  };
  return { head: Buffer.concat(read).subarray(0, size), rest: rest() };
}
