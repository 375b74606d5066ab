import { Decompress } from "fzstd";

/** What is in a Zstandard archive, as it comes. Node.js itself can do it from version 22.15 on only. */
export async function* unzstd(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  let waiting: Uint8Array[] = [];
  let hasEnded: boolean = false;
  const decompress = new Decompress((data, isLast) => {
    waiting.push(data);
    hasEnded ||= isLast === true;
  });
  for await (const block of bytes) {
    decompress.push(block);
    const ready = waiting;
    waiting = [];
    yield* ready;
  }
  decompress.push(new Uint8Array(0), true);
  yield* waiting;
  if (!hasEnded) throw new Error("unexpected end of file");
}
