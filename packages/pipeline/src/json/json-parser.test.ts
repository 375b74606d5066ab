import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parseBytes } from "../parse-bytes.ts";
import { PipelineError } from "../pipeline-error.ts";
import type { Read } from "../record.ts";
import { type JsonOptions, json } from "./json.ts";

const read = (text: string | Buffer, options: JsonOptions = {}, size?: number): readonly Read[] =>
  parseBytes(json(options), Buffer.from(text), size).reads;

const values = (text: string | Buffer, options?: JsonOptions) =>
  read(text, options).map((found) => (found.kind === "record" ? found.value : found.code));

const orders: JsonOptions = { path: "$.orders[*]" };

describe("json", () => {
  it("makes a record of each member of an array that is the whole file", () => {
    expect(values('[{"a":1},{"a":[2,{"b":"]}"}]}]')).toEqual([{ a: 1 }, { a: [2, { b: "]}" }] }]);
  });

  it("makes one record of a document that is an object", () => {
    expect(values('{"a":[1,2]}')).toEqual([{ a: [1, 2] }]);
  });

  it("finds the array at the end of a path and passes over what is beside it", () => {
    const text = '{"orders":{"x":1},"b":{"orders":[9],"list":[{"a":1},{"a":2}]},"c":[{"a":3}]}';

    expect(values(text, { path: "$.b.list[*]" })).toEqual([{ a: 1 }, { a: 2 }]);
    expect(values('{"a b":{"c":7}}', { path: "$['a b']" })).toEqual([{ c: 7 }]);
  });

  it("takes members of every type", () => {
    expect(values('[1, -2.5e3 ,"x\\"]" , true,null,[],{}]')).toEqual([1, -2500, 'x"]', true, null, [], {}]);
    expect(values("[]")).toEqual([]);
  });

  it("tells line, byte offset and byte length of each record", () => {
    const found = read('{ "orders": [\n  {"n":"é"},\n\n  {"n":\n"x"}\n]}\n', orders);

    expect(found.map(({ ordinal, line, byteOffset, byteLength }) => [ordinal, line, byteOffset, byteLength])).toEqual([
      [1, 2, 16, 10],
      [2, 4, 31, 10],
    ]);
  });

  it("takes fields from the paths where they stand", () => {
    const options: JsonOptions = { fields: { email: ["contact.email", "mail"], total: "sums.0.value" } };

    expect(values('[{"contact":{"email":"a"},"sums":[{"value":5}]},{"mail":"b"}]', options)).toMatchObject([
      { email: "a", total: 5 },
      { email: "b", total: undefined },
    ]);
  });

  it("keeps a member named __proto__ an ordinary one", () => {
    const [first] = values('[{"__proto__":{"polluted":1}}]', { fields: { x: "y" } });

    expect(Object.hasOwn(first as object, "__proto__")).toBe(true);
    expect("polluted" in (first as object)).toBe(false);
  });

  it("passes over the byte order mark of UTF-8", () => {
    expect(read('\ufeff[{"a":1}]')).toMatchObject([{ value: { a: 1 }, byteOffset: 4 }]);
  });
});

describe("json, with records that are wrong,", () => {
  it("rejects a record that is not JSON and reads on behind it", () => {
    expect(values('[{"a":1},{"a":secret},{"a":3}]')).toEqual([{ a: 1 }, "syntax-error", { a: 3 }]);
    expect(read('[{"a":secret}]')[0]).toMatchObject({ line: 1, byteOffset: 1, byteLength: 12, raw: '{"a":secret}' });
  });

  it("says nothing of what is in a record", () => {
    const [rejected] = read('[{"a":secret}]');

    expect(rejected).toMatchObject({ message: expect.not.stringContaining("secret") });
  });

  it("rejects a record with a byte that is not UTF-8 and tells which", () => {
    const bytes = Buffer.concat([Buffer.from('[{"a":"é'), Buffer.from([0xff]), Buffer.from('"},{"a":"\ufffd"}]')]);

    expect(read(bytes)).toMatchObject([
      { code: "encoding-error", message: "The byte at offset 9 is not valid UTF-8" },
      { kind: "record", value: { a: "\ufffd" } },
    ]);
  });

  it("reads every number exactly: an integer that a double would round as a bigint, another number as its text", () => {
    const text =
      '[{"id":9007199254740993,"n":[-12345678901234567890]},{"id":"12345678901234567890"},{"id":9007199254740991}]';

    expect(values(text)).toEqual([
      { id: 9_007_199_254_740_993n, n: [-12_345_678_901_234_567_890n] },
      { id: "12345678901234567890" },
      { id: 9_007_199_254_740_991 },
    ]);
    expect(
      values('[12345678901234567.25, 0.3000000000000000400, 1.00000000000000000000e2, "a: 12345678901234567890 "]'),
    ).toEqual(["12345678901234567.25", 0.300_000_000_000_000_04, 100, "a: 12345678901234567890 "]);
  });

  it("rejects a record that is larger than allowed without holding it", () => {
    const found = read(`[{"a":1},{"a":"${"x".repeat(100_000)}"},{"a":3}]`, { recordSizeMax: 1000 }, 700);

    expect(found).toMatchObject([
      { value: { a: 1 } },
      { code: "record-too-large", byteOffset: 9, byteLength: 100_008 },
      { value: { a: 3 } },
    ]);
    expect(found[1]?.raw.length).toBeLessThanOrEqual(4096);
  });
});

describe("json, with files that are wrong,", () => {
  it.each([
    ['[{"a":1}', "the file ends too early"],
    ['[{"a":1', "the file ends inside a value"],
    ['[{"a":1},]', "a value is missing"],
    ['[{"a":1} {"a":2}]', "there is no comma"],
    ["[1]]", "more after the end"],
    ['[{"a":[1}]', "a bracket closes what was not opened"],
    [`[${"[".repeat(200)}`, "nested more than 100 levels"],
    ['{"orders":{}}', "there is no array at $.orders[*]", orders],
    ['{"other":[]}', "there is nothing at $.orders[*]", orders],
    ['{"other":nonsense,"orders":[]}', "what begins here is not JSON", orders],
    ['{"other" 1}', "there is no colon", orders],
    ["{other:1}", "there is no name in quotes", orders],
    ["", "the file ends too early"],
  ])("refuses %j: %s", (text, message, options: JsonOptions = {}) => {
    expect(() => read(text, options)).toThrow(message);
    expect(() => read(text, options)).toThrow(PipelineError);
  });

  it("tells the line and the byte of the fault", () => {
    expect(() => read('[\n{"a":1},\n{"b":2}}\n')).toThrow("Cannot read on from line 3, byte 18");
  });

  it("refuses UTF-16 by name", () => {
    expect(() => read(Buffer.from("\ufeff[1]", "utf16le"))).toThrow("UTF-16");
  });

  it("refuses a path it cannot follow when the pipeline is defined", () => {
    expect(() => json({ path: "orders" })).toThrow('Cannot use the path "orders"');
    expect(() => json({ path: "$.a[0].b" })).toThrow(PipelineError);
  });
});

describe("json, for any input,", () => {
  const text = fc
    .oneof(fc.json({ maxDepth: 4 }), fc.json({ maxDepth: 4, stringUnit: "binary" }))
    .filter((json) => !/\d{16}/.test(json));
  const spaced = (parts: readonly string[]): string => `[\n ${parts.join(" ,\r\n")}\t]\n`;

  it("finds what JSON.parse finds", () => {
    fc.assert(
      fc.property(fc.array(text, { maxLength: 6 }), fc.integer({ min: 4, max: 40 }), (parts, size) => {
        const found = read(spaced(parts), {}, size);

        expect(found.map((record) => record.kind === "record" && record.value)).toEqual(JSON.parse(spaced(parts)));
      }),
    );
  });

  it("points at each record with its byte offset and line", () => {
    fc.assert(
      fc.property(fc.array(text, { minLength: 1, maxLength: 6 }), (parts) => {
        const bytes = Buffer.from(spaced(parts));

        for (const { byteOffset, byteLength, line, raw } of read(bytes)) {
          expect(bytes.toString("utf8", byteOffset, byteOffset + byteLength)).toBe(raw);
          expect(line).toBe(bytes.toString("utf8", 0, byteOffset).split("\n").length);
        }
      }),
    );
  });

  const fragments = [
    "[",
    "]",
    "{",
    "}",
    ",",
    ":",
    '"',
    "\\",
    "1",
    "true",
    '"orders"',
    '"a"',
    " ",
    "\n",
    "é",
    '{"a":1}',
  ];
  const mess = fc.array(fc.constantFrom(...fragments), { maxLength: 20 }).map((parts) => parts.join(""));

  it("gives the same answer however the file is cut, and throws nothing but PipelineError", () => {
    const answer = (input: string, options: JsonOptions, size?: number): unknown => {
      try {
        return read(input, options, size);
      } catch (error) {
        expect(error).toBeInstanceOf(PipelineError);
        return String(error);
      }
    };
    fc.assert(
      fc.property(mess, fc.integer({ min: 4, max: 9 }), fc.constantFrom({}, orders), (input, size, options) => {
        expect(answer(input, options, size)).toEqual(answer(input, options));
        expect(answer(`[${input}]`, options, size)).toEqual(answer(`[${input}]`, options));
      }),
      { numRuns: 3000 },
    );
  }, 30_000);

  it("accepts no document that JSON.parse refuses without rejecting a record", () => {
    fc.assert(
      fc.property(mess, (input) => {
        let reads: readonly Read[];
        try {
          reads = read(`[${input}]`);
        } catch {
          return;
        }
        if (reads.every((found) => found.kind === "record")) expect(() => JSON.parse(`[${input}]`)).not.toThrow();
      }),
      { numRuns: 3000 },
    );
  });
});
