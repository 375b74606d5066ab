/** The lines of a text, as bytes come. Only a line feed ends one: JSON may hold other characters that look like an end. */
export async function* lineFeedLines(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<string> {
  let rest: Uint8Array[] = [];
  for await (const block of bytes) {
    let start = 0;
    for (let end = block.indexOf(10); end >= 0; end = block.indexOf(10, start)) {
      yield Buffer.concat([...rest, block.subarray(start, end)]).toString("utf8");
      rest = [];
      start = end + 1;
    }
    if (start < block.length) rest.push(block.subarray(start));
  }
}
