import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { PipelineError } from "../pipeline-error.ts";
import { blocks } from "./blocks.ts";
import { Decoder, type EncodingChoice } from "./decoder.ts";
import { brokenByteIndex, byteLengthOf } from "./text-block.ts";

const decoded = (bytes: Uint8Array, size: number, choice?: EncodingChoice) => {
  const decoder = new Decoder(choice);
  const parts = Array.from({ length: Math.ceil(bytes.length / size) }, (_, index) =>
    decoder.decode(Buffer.from(bytes.subarray(index * size, (index + 1) * size))),
  );
  parts.push(decoder.end());
  const byteLength = parts.reduce((length, part) => length + byteLengthOf(part.text, part.width), decoder.markBytes);
  return { text: parts.map((part) => part.text).join(""), encoding: decoder.encoding, byteLength };
};

describe("Decoder", () => {
  it("puts characters together that are cut between blocks", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), fc.integer({ min: 3, max: 9 }), (text, size) => {
        fc.pre(!text.startsWith("\ufeff"));

        expect(decoded(Buffer.from(text), size, "utf-8").text).toBe(text);
      }),
    );
  });

  it("accounts for every byte of anything, and loses none", () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 60 }), fc.integer({ min: 3, max: 9 }), (bytes, size) => {
        // A mark of UTF-16 wins over the choice, and is another story.
        fc.pre(!/^(fffe|feff)/.test(Buffer.from(bytes.subarray(0, 2)).toString("hex")));

        expect(decoded(bytes, size, "utf-8").byteLength).toBe(bytes.length);
      }),
      { numRuns: 2000 },
    );
  });

  it("leaves the encoding open until a block is not ASCII, and lets that block decide", () => {
    const ascii = Buffer.from("a".repeat(50));

    expect(decoded(Buffer.concat([ascii, Buffer.from("é")]), 10).encoding).toBe("utf-8");
    expect(decoded(Buffer.concat([ascii, Buffer.from([0xe9, 0x20, 0x20])]), 10)).toMatchObject({
      encoding: "windows-1252",
      text: `${"a".repeat(50)}é  `,
    });
  });

  it("stays with UTF-8 where only a few bytes of much are broken, and marks each of them", () => {
    const { text, encoding } = decoded(Buffer.concat([Buffer.from("é日本"), Buffer.from([0xff, 0x41])]), 100);

    expect(encoding).toBe("utf-8");
    expect(brokenByteIndex(text)).toBe(3);
    expect(text.charCodeAt(3)).toBe(0xdcff);
  });

  it("refuses half a character at the end of UTF-16", () => {
    expect(() => decoded(Buffer.from([0xff, 0xfe, 0x41, 0x00, 0x42]), 100)).toThrow(PipelineError);
  });
});

describe("blocks", () => {
  it("cuts the same bytes into the same blocks, whatever chunks they come in", async () => {
    const bytes = Buffer.from(Array.from({ length: 1000 }, (_, index) => index % 251));
    const cut = async function* (sizes: readonly number[]) {
      for (let at = 0, turn = 0; at < bytes.length; turn++) {
        const size = sizes[turn % sizes.length] ?? 1;
        yield bytes.subarray(at, at + size);
        at += size;
      }
    };

    for (const sizes of [[1], [7, 300], [1000], [64]]) {
      const found: Buffer[] = [];
      for await (const block of blocks(cut(sizes), 64)) found.push(block);

      expect(found.map((block) => block.length)).toEqual([...Array.from({ length: 15 }, () => 64), 40]);
      expect(Buffer.concat(found)).toEqual(bytes);
    }
  });
});
