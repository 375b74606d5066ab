import { describe, expect, it } from "vitest";
import { fixed } from "./fixed.ts";

const reader = fixed({ columns: { id: [1, 3], name: [4, 8], amount: [10, 12] }, skipLines: 1, recordSizeMax: 50 });

function read(bytes: Buffer, blockBytes = bytes.length) {
  const parser = reader.open();
  const reads = [];
  for (let at = 0; at < bytes.length; at += blockBytes)
    reads.push(...parser.write(bytes.subarray(at, at + blockBytes)));
  reads.push(...parser.end());
  return { reads, parser };
}

const file = Buffer.from("\ufeffhead\n001Jürg  12\r\n002      007\n\n003x\n004Ann   99 and more");

describe("fixed", () => {
  it("reads each field from its place, without the blanks around it", () => {
    const { reads } = read(file);

    expect(reads).toMatchObject([
      { value: { id: "001", name: "Jürg", amount: "12" }, line: 2, byteOffset: 8, byteLength: 12, ordinal: 1 },
      { value: { id: "002", name: undefined, amount: "007" }, line: 3, ordinal: 2 },
      { code: "blank-row", line: 4, byteLength: 0 },
      { code: "missing-cell", line: 5, raw: "003x" },
      { value: { id: "004", name: "Ann", amount: "99" }, line: 6 },
    ]);
    for (const { raw, byteOffset, byteLength } of reads) {
      expect(file.subarray(byteOffset, byteOffset + byteLength).toString()).toBe(raw);
    }
  });

  it.each([1, 2, 3, 7])("reads the same in blocks of %i bytes", (blockBytes) => {
    expect(read(file, blockBytes).reads).toEqual(read(file).reads);
  });

  it("takes other bytes for windows-1252, and tells it", () => {
    const { reads, parser } = read(Buffer.from("head\n001J\xfcrg  12\n", "latin1"));

    expect(reads).toMatchObject([{ value: { name: "Jürg" } }]);
    expect(parser.facts.encoding).toBe("windows-1252");
  });

  it("holds only the beginning of a line that is too long", () => {
    const { reads } = read(Buffer.from(`head\n${"x".repeat(100_000)}\n001Ann   12`), 1000);

    expect(reads).toMatchObject([
      { code: "record-too-large", byteLength: 100_000, raw: expect.stringMatching(/^x{4096}$/) },
      { value: { id: "001" }, line: 3, byteOffset: 100_006 },
    ]);
  });

  it("hides personal fields where they stand", () => {
    expect(reader.open().maskRaw("001Ann    12", ["name"])).toBe("001xxx    12");
  });

  it.each([[[0, 3]], [[3, 2]], [[1.5, 2]]] as const)("refuses a column of %j", (place) => {
    expect(() => fixed({ columns: { id: place } })).toThrow(expect.objectContaining({ code: "definition-error" }));
  });
});
