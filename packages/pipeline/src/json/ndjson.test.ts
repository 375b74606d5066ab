import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parseBytes } from "../parse-bytes.ts";
import type { Read } from "../record.ts";
import { type NdjsonOptions, ndjson } from "./ndjson.ts";

const read = (text: string, options: NdjsonOptions = {}, size?: number): readonly Read[] =>
  parseBytes(ndjson(options), Buffer.from(text), size).reads;

describe("ndjson", () => {
  it("makes a record of every line and tells where it is", () => {
    const found = read('{"a":"é"}\r\n\n  \n{"a":2}');

    expect(found).toMatchObject([
      { value: { a: "é" }, ordinal: 1, line: 1, byteOffset: 0, byteLength: 10 },
      { value: { a: 2 }, ordinal: 2, line: 4, byteOffset: 16, byteLength: 7 },
    ]);
  });

  it("rejects a line that is not JSON and reads on with the next", () => {
    expect(read('{"a":1}\n{"a":\n{"a":3}\n')).toMatchObject([
      { kind: "record" },
      { code: "syntax-error", line: 2, byteOffset: 8, raw: '{"a":' },
      { value: { a: 3 } },
    ]);
  });

  it("rejects a line that is longer than allowed without holding it", () => {
    const found = read(`1\n"${"x".repeat(50_000)}"\n3\n`, { recordSizeMax: 100 }, 64);

    expect(found).toMatchObject([
      { value: 1 },
      { code: "record-too-large", line: 2, byteOffset: 2, byteLength: 50_002 },
      { value: 3, line: 3, byteOffset: 50_005 },
    ]);
  });

  it("gives the same answer however the file is cut", () => {
    const line = fc.oneof(fc.json(), fc.string(), fc.constant(""));
    fc.assert(
      fc.property(
        fc.array(line),
        fc.integer({ min: 4, max: 30 }),
        fc.constantFrom(8, 1000),
        (lines, size, recordSizeMax) => {
          const text = lines.join("\n");
          const without = ({ raw: _, ...rest }: Read) => rest;

          expect(read(text, { recordSizeMax }, size).map(without)).toEqual(read(text, { recordSizeMax }).map(without));
        },
      ),
      { numRuns: 500 },
    );
  });

  it("masks the personal values of a raw record, and all values where it does not know which are personal", () => {
    const parser = ndjson({ fields: { email: "contact.email" } }).open();
    const raw = '{"id":7,"contact":{"email":"Ann1@x.org","city":"Rome"}}';

    expect(parser.maskRaw(raw, ["email"])).toBe('{"id":7,"contact":{"email":"xxx0@x.xxx","city":"Rome"}}');
    expect(parser.maskRaw(raw, ["email", "name"])).toBe('{"id":"0","contact":{"email":"xxx0@x.xxx","city":"xxxx"}}');
    expect(parser.maskRaw('{"email":"Ann', ["email"])).toBe('{"xxxxx":"xxx');
  });
});
