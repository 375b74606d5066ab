import { gzipSync } from "node:zlib";
import { zipSync } from "fflate";
import { describe, expect, it } from "vitest";
import { decompressed } from "./decompress.ts";

/** "hello\n" a thousand times over, as `zstd` and `bzip2` pack it. */
const zstd = Buffer.from("KLUv/QBodQAAMGhlbGxvCgEAZ5e+FAE=", "base64");
const bzip2 = Buffer.from("QlpoOTFBWSZTWcx3Y78ABdvBAAAQAkSgAFBmgE1UY2pBlSD9SDKkG1SDhdyRThQkMx3Y78A=", "base64");
const halfBzip2 = Buffer.from("QlpoOTFBWSZTWV9TYlEAAu3BAAAQAkSgADDNAJqoxtIMpB+kGUg2pBwu5IpwoSC+psSi", "base64");
const text = "hello\n".repeat(1000);

async function unpack(bytes: Uint8Array, blockBytes = bytes.length): Promise<string> {
  const blocks = (async function* () {
    for (let at = 0; at < bytes.length; at += blockBytes) yield bytes.subarray(at, at + blockBytes);
  })();
  const found: Uint8Array[] = [];
  for await (const block of decompressed(blocks)) found.push(Buffer.from(block));
  return Buffer.concat(found).toString();
}

const zipOf = (names: readonly string[], level: 0 | 9 = 9): Uint8Array =>
  zipSync(Object.fromEntries(names.map((name) => [name, Buffer.from(text)])), { level });

/** Its sheet has next to nothing in it but blanks. */
const workbookBomb = (blank: Buffer): Uint8Array =>
  zipSync(
    {
      "[Content_Types].xml": Buffer.from("<Types/>"),
      "xl/workbook.xml": Buffer.from('<workbook><sheets><sheet id="a"/></sheets></workbook>'),
      "xl/_rels/workbook.xml.rels": Buffer.from('<Relationships><Relationship Id="a" Target="a.xml"/></Relationships>'),
      "xl/a.xml": Buffer.concat([Buffer.from("<worksheet>"), ...new Array(270).fill(blank.fill("<a/>", 0, 4))]),
    },
    { level: 1 },
  );

describe("decompressed", () => {
  it.each([
    ["gzip", gzipSync(text)],
    ["gzip of several members", Buffer.concat([gzipSync(text.slice(0, 100)), gzipSync(text.slice(100))])],
    ["zip", zipOf(["a.csv"])],
    ["zip that is only stored", zipOf(["a.csv"], 0)],
    ["zip as macOS makes it", zipOf(["data/", "data/a.csv", "__MACOSX/data/._a.csv", ".DS_Store"])],
    ["zstd", zstd],
    ["bzip2", bzip2],
    ["bzip2 of several members", Buffer.concat([halfBzip2, halfBzip2])],
    ["what is not packed", Buffer.from(text)],
  ])("unpacks %s, however it is cut", async (_, bytes) => {
    expect(await unpack(bytes)).toBe(text);
    expect(await unpack(bytes, 7)).toBe(text);
  });

  it.each([
    ["gzip cut off", gzipSync(text).subarray(0, 40)],
    ["gzip with a wrong sum", Buffer.concat([gzipSync(text).subarray(0, -8), Buffer.alloc(8)])],
    ["zip cut off", zipOf(["a.csv"]).subarray(0, 50)],
    ["zip that is encrypted", Buffer.from(zipOf(["a.csv"])).fill(1, 6, 7)],
    ["zip of two files", zipOf(["a.csv", "b.csv"])],
    ["zip of nothing", zipOf(["data/"])],
    ["bzip2 cut off", bzip2.subarray(0, 40)],
    ["bzip2 with a wrong sum", Buffer.from(bzip2).fill(1, 10, 11)],
    ["bzip2 with a broken block", Buffer.from(bzip2).fill(0xff, 30, 34)],
    ["zstd cut off", zstd.subarray(0, 12)],
    ["zstd that is none", Buffer.concat([zstd.subarray(0, 4), Buffer.alloc(50, 0xff)])],
  ])("says what is wrong with %s", async (_, bytes) => {
    await expect(unpack(bytes)).rejects.toMatchObject({ code: "compression-error" });
  });

  it("undoes the runs that bzip2 shortens first", async () => {
    const packed = "QlpoMTFBWSZTWf3WYQMAAARRAOAAACA8AAAIIAAxDAgjQbSDCqjxco1woeLuSKcKEh+6zCBg";

    expect(await unpack(Buffer.from(packed, "base64"))).toBe(`${"a".repeat(300)}bbbbcccccdddd`);
  });

  it.each([
    ["gzip", (blank: Buffer) => gzipSync(Buffer.concat(new Array(400).fill(blank)), { level: 9 })],
    ["a workbook", workbookBomb],
  ])(
    "stops at a bomb of %s long before it has gone off",
    async (_, pack) => {
      const bomb = pack(Buffer.alloc(1024 * 1024, " "));

      await expect(unpack(bomb, 4096)).rejects.toMatchObject({
        code: "compression-error",
        message: "Cannot decompress the file: it grows more than 250 times",
      });
    },
    60_000,
  );
});
