import { parquetWriteBuffer } from "hyparquet-writer";
import { describe, expect, it } from "vitest";
import { decompressed } from "../bytes/decompress.ts";

const file = Buffer.from(
  parquetWriteBuffer({
    columnData: [
      { name: "id", data: [1n, 9_007_199_254_740_993n], type: "INT64" },
      { name: "name", data: ["Zoë", undefined], type: "STRING" },
      { name: "at", data: [new Date(0), new Date(1000)], type: "TIMESTAMP" },
    ],
  }),
);

async function textOf(bytes: Uint8Array): Promise<string> {
  const found: Uint8Array[] = [];
  const blocks = (async function* () {
    for (let at = 0; at < bytes.length; at += 50) yield bytes.subarray(at, at + 50);
  })();
  for await (const block of decompressed(blocks)) found.push(Buffer.from(block));
  return Buffer.concat(found).toString();
}

describe("a Parquet file", () => {
  it("is the NDJSON of its rows, with all digits", async () => {
    expect(await textOf(file)).toBe(
      '{"id":1,"name":"Zoë","at":"1970-01-01T00:00:00.000Z"}\n' +
        '{"id":9007199254740993,"name":null,"at":"1970-01-01T00:00:01.000Z"}\n',
    );
  });

  it("that is cut off, or damaged, is refused by name", async () => {
    await expect(textOf(file.subarray(0, -20))).rejects.toMatchObject({ code: "compression-error" });
    await expect(textOf(Buffer.concat([file.subarray(0, 4), file]).fill(7, 4, 60))).rejects.toMatchObject({
      code: "compression-error",
    });
  });
});
