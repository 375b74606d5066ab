import { parse } from "csv-parse/sync";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parseBytes } from "../parse-bytes.ts";
import { PipelineError } from "../pipeline-error.ts";
import type { Read } from "../record.ts";
import { type CsvOptions, csv } from "./csv.ts";

const read = (text: string | Buffer, options: CsvOptions = {}, size?: number): readonly Read[] =>
  parseBytes(csv(options), Buffer.from(text), size).reads;

const values = (text: string | Buffer, options?: CsvOptions) =>
  read(text, options).map((found) => (found.kind === "record" ? found.value : found.code));

const comma: CsvOptions = { delimiter: "," };

describe("csv", () => {
  it("makes a record of every row under the labels of the header", () => {
    expect(values("id,name\n1,Ann\n2,Bo\n")).toEqual([
      { id: "1", name: "Ann" },
      { id: "2", name: "Bo" },
    ]);
  });

  it("tells line, byte offset and byte length of each record, whatever its characters take", () => {
    const text = 'id,name\r\n1,"Zoë\r\nmultiline"\r\n2,日本\r\n3,😀';

    const found = read(text).map(({ ordinal, line, byteOffset, byteLength }) => ({
      ordinal,
      line,
      byteOffset,
      byteLength,
    }));

    expect(found).toEqual([
      { ordinal: 1, line: 2, byteOffset: 9, byteLength: 19 },
      { ordinal: 2, line: 4, byteOffset: 30, byteLength: 8 },
      { ordinal: 3, line: 5, byteOffset: 40, byteLength: 6 },
    ]);
  });

  it("takes a cell without text for a missing value, quoted or not", () => {
    expect(values('a,b,c\n,"",x\n')).toEqual([{ a: undefined, b: undefined, c: "x" }]);
  });

  it("reads quotes, delimiters and line breaks inside of quotes", () => {
    expect(values('a,b\n"say ""hi""","x,y\n;z"\n', comma)).toEqual([{ a: 'say "hi"', b: "x,y\n;z" }]);
  });

  it.each([
    ["LF", "\n"],
    ["CRLF", "\r\n"],
    ["CR", "\r"],
  ])("takes %s for a line break", (_, eol) => {
    expect(values(["a,b", "1,2", "3,4", ""].join(eol))).toEqual([
      { a: "1", b: "2" },
      { a: "3", b: "4" },
    ]);
  });

  it("takes each kind of line break in a file that mixes them", () => {
    const found = read("a,b\n1,2\r\n3,4\r5,6\n");

    expect(found.map(({ line, byteOffset }) => [line, byteOffset])).toEqual([
      [2, 4],
      [3, 9],
      [4, 13],
    ]);
  });

  it.each([";", "\t", "|", ","] as const)("finds out that %j is the delimiter", (delimiter) => {
    const rows = [
      ["id", "price, net", "note"],
      ["1", "1,50", "a; b"],
      ["2", "2,75", "c"],
    ];
    const text = rows.map((row) => row.map((cell) => `"${cell}"`).join(delimiter)).join("\n");

    expect(parseBytes(csv(), Buffer.from(text)).facts.delimiter).toBe(delimiter);
    expect(values(text)[0]).toEqual({ id: "1", "price, net": "1,50", note: "a; b" });
  });

  it("obeys a first line that names the delimiter, as Excel writes it", () => {
    expect(values("sep=;\r\na;b\r\n1,5;2\r\n")).toEqual([{ a: "1,5", b: "2" }]);
  });

  it("renames columns by the aliases of their fields", () => {
    const options: CsvOptions = { fields: { orderId: ["order_no", "Bestellnummer"], total: "Summe" } };

    expect(values("Bestellnummer;Summe\n7;1\n", options)).toEqual([{ orderId: "7", total: "1" }]);
  });

  it("keeps a column named __proto__ an ordinary one", () => {
    const [first] = values("__proto__,constructor\nx,y\n");

    expect(Object.getOwnPropertyNames(first)).toEqual(["__proto__", "constructor"]);
    expect(Object.getPrototypeOf(first)).toBe(Object.prototype);
    expect(Object.hasOwn(Object.prototype, "x")).toBe(false);
  });

  it("makes no code of a label", () => {
    const label = '"]: (globalThis.hacked = 1), ["';

    expect(values(`"${label.replaceAll('"', '""')}",b\n1,2\n`, comma)).toEqual([{ [label]: "1", b: "2" }]);
    expect("hacked" in globalThis).toBe(false);
  });
});

describe("csv, with rows that are wrong,", () => {
  it("rejects a short and a long row where they are and reads on behind them", () => {
    const found = read("a,b,c\n1,2,3\n4,5\n6,7,8,9\n10,11,12\n");

    expect(
      found.map((row) =>
        row.kind === "rejected" ? [row.code, row.field, row.line, row.byteOffset, row.raw] : row.kind,
      ),
    ).toEqual(["record", ["missing-cell", "c", 3, 12, "4,5"], ["extra-cell", undefined, 4, 16, "6,7,8,9"], "record"]);
  });

  it("rejects a blank row, but not the line break at the end of the file", () => {
    expect(values("a\n1\n\n2\n")).toEqual([{ a: "1" }, "blank-row", { a: "2" }]);
  });

  it("rejects text behind a closing quote and reads on with the next line", () => {
    expect(values('a,b\n"x"y,2\n3,4\n')).toEqual(["stray-quote", { a: "3", b: "4" }]);
  });

  it("rejects a quote inside of an unquoted cell and names the column", () => {
    const [row] = read('a,b\n1,12" pipe\n', comma);

    expect(row).toMatchObject({ code: "stray-quote", field: "b", line: 2, byteOffset: 4, raw: '1,12" pipe' });
  });

  it("rejects only the line on which a quote is opened that never closes", () => {
    expect(values('a,b\n1,"open\n3,4\n5,6\n')).toEqual(["unclosed-quote", { a: "3", b: "4" }, { a: "5", b: "6" }]);
  });

  it("rejects a row that is longer than allowed without holding it, and reads on", () => {
    const long = "x".repeat(100_000);
    const options: CsvOptions = { ...comma, recordSizeMax: 100 };

    const found = read(`a,b\n1,${long}\n3,4\n`, options, 1000);

    expect(found).toMatchObject([
      { code: "record-too-large", line: 2, byteOffset: 4, byteLength: 100_002 },
      { kind: "record", line: 3, value: { a: "3", b: "4" } },
    ]);
    expect(found[0]?.raw.length).toBeLessThanOrEqual(4096);
  });

  it("accepts a row of exactly the length allowed, and not one more", () => {
    const options: CsvOptions = { ...comma, recordSizeMax: 10 };

    expect(values("a,b\n12345678,0\n12345678,01\n", options)).toEqual([{ a: "12345678", b: "0" }, "record-too-large"]);
  });

  it("tells which byte of a UTF-8 file is none, and rejects only its row", () => {
    const bytes = Buffer.concat([Buffer.from("a,b\nZoë,日本\nx,"), Buffer.from([0xe9]), Buffer.from("\nä,ö\n")]);

    const found = read(bytes);

    expect(found).toMatchObject([
      { kind: "record" },
      { code: "encoding-error", field: "b", line: 3, byteOffset: 16, byteLength: 3 },
      { kind: "record", byteOffset: 20, value: { a: "ä", b: "ö" } },
    ]);
    expect(found[1]).toMatchObject({ message: "Byte 0xe9 at offset 18 is not valid UTF-8" });
  });

  it("says nothing of what is in a cell", () => {
    const messages = read('a,b\nsecret\n"secret"x,1\nsecret,2,3\n', comma).map((row) =>
      row.kind === "rejected" ? row.message : "",
    );

    expect(messages.join()).not.toContain("secret");
  });
});

describe("csv, with files that are wrong,", () => {
  const refusal = (text: string): string => {
    try {
      read(text);
    } catch (error) {
      if (error instanceof PipelineError) return error.code;
      throw error;
    }
    return "none";
  };

  it.each([
    ["", "empty-file"],
    ["a,b,a\n1,2,3\n", "duplicate-label"],
    ["a,,b\n1,2,3\n", "blank-label"],
    ['a,"b\n1,2\n', "format-error"],
  ])("refuses %j as %s", (text, code) => {
    expect(refusal(text)).toBe(code);
  });

  it("refuses two labels that are aliases of one field", () => {
    expect(() => read("x,y\n1,2\n", { fields: { a: ["x", "y"] } })).toThrow('both are named "a"');
  });

  it("reads no records, and finds no fault, where there is only a header", () => {
    expect(read("a,b\n")).toEqual([]);
    expect(read("a,b")).toEqual([]);
  });
});

describe("csv, in other encodings,", () => {
  it("passes over the byte order mark of UTF-8", () => {
    const found = read(Buffer.from("\ufeffid;x\n1;é\n"));

    expect(found).toMatchObject([{ value: { id: "1", x: "é" }, byteOffset: 8 }]);
  });

  it("takes bytes that are no UTF-8 for windows-1252", () => {
    const { reads, facts } = parseBytes(csv(), Buffer.from("name,price\nM\u00fcller,5 \u0080\n", "latin1"));

    expect(reads).toMatchObject([{ value: { name: "Müller", price: "5 €" }, byteOffset: 11, byteLength: 10 }]);
    expect(facts.encoding).toBe("windows-1252");
  });

  it.each(["utf-16le", "utf-16be"] as const)("reads %s by its mark and counts its bytes", (encoding) => {
    const little = Buffer.from("\ufeffa,b\n1,é\n2,x\n", "utf16le");
    const bytes = encoding === "utf-16le" ? little : Buffer.from(little).swap16();

    const found = read(bytes);

    expect(found).toMatchObject([
      { value: { a: "1", b: "é" }, byteOffset: 10, byteLength: 6 },
      { value: { a: "2", b: "x" }, byteOffset: 18, byteLength: 6 },
    ]);
  });

  it("obeys the encoding it is told", () => {
    expect(values(Buffer.from([97, 10, 0xc3, 0xa9, 10]), { encoding: "latin1" })).toEqual([{ a: "Ã©" }]);
  });
});

const cell = fc.oneof(
  fc.string({ maxLength: 8, unit: fc.constantFrom(...'ab",;\r\n é日😀') }),
  fc.string({ unit: "grapheme" }),
);
const table = fc
  .integer({ min: 2, max: 5 })
  .chain((width) => fc.array(fc.array(cell, { minLength: width, maxLength: width }), { minLength: 1, maxLength: 8 }));

const written = (rows: readonly (readonly string[])[], eol: string): string =>
  rows.map((row) => row.map((text) => `"${text.replaceAll('"', '""')}"`).join(",") + eol).join("");

describe("csv, for any input,", () => {
  it("reads back every table that was written as CSV", () => {
    fc.assert(
      fc.property(table, fc.constantFrom("\n", "\r\n", "\r"), (rows, eol) => {
        const header = (rows[0] ?? []).map((_, index) => `c${index}`);

        const found = values(written([header, ...rows], eol), { ...comma, encoding: "utf-8" });

        const expected = rows.map((row) =>
          Object.fromEntries(row.map((text, index) => [`c${index}`, text || undefined])),
        );
        expect(found).toEqual(expected);
      }),
    );
  });

  const fragments = [
    '"',
    '""',
    ",",
    "\n",
    "\r\n",
    "\r",
    "a",
    "bc",
    "é",
    "日本",
    "😀",
    '"x"',
    '"y\nz"',
    "sep=;",
    "\ufffd",
  ];
  const mess = fc.array(fc.constantFrom(...fragments), { maxLength: 40 }).map((parts) => `h1,h2\n${parts.join("")}`);

  it("finds the same records however the file is cut", () => {
    fc.assert(
      fc.property(mess, fc.integer({ min: 1, max: 9 }), fc.constantFrom(5, 1000), (text, size, recordSizeMax) => {
        const options: CsvOptions = { ...comma, encoding: "utf-8", recordSizeMax };

        expect(read(text, options, size)).toEqual(read(text, options));
      }),
      { numRuns: 2000 },
    );
  });

  it("points at each record with its byte offset, and every byte is in a record or between two", () => {
    fc.assert(
      fc.property(mess, (text) => {
        const bytes = Buffer.from(text);
        let end = 6;

        for (const row of read(text, { ...comma, encoding: "utf-8" })) {
          expect(bytes.toString("utf8", row.byteOffset, row.byteOffset + row.byteLength)).toBe(row.raw);
          expect(bytes.toString("utf8", end, row.byteOffset)).toMatch(/^(\r\n|\r|\n)?$/);
          expect(row.line).toBe(bytes.toString("utf8", 0, row.byteOffset).split(/\r\n|\r|\n/).length);
          end = row.byteOffset + row.byteLength;
        }
        expect(bytes.toString("utf8", end)).toMatch(/^(\r\n|\r|\n)?$/);
      }),
      { numRuns: 2000 },
    );
  });

  it("is as strict as csv-parse, and where that finds no fault it finds the same cells", () => {
    fc.assert(
      fc.property(mess, (text) => {
        const found = read(text, { ...comma, encoding: "utf-8" });

        const expected = oracle(text);
        if (expected === undefined) expect(found.some((row) => row.kind === "rejected")).toBe(true);
        else expect(found.map((row) => (row.kind === "record" ? row.value : row.code))).toEqual(expected);
      }),
      { numRuns: 2000 },
    );
  });

  it("throws nothing but PipelineError on random bytes", () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), fc.integer({ min: 4, max: 50 }), (bytes, size) => {
        try {
          for (const row of parseBytes(csv(), bytes, size).reads)
            expect(row.byteOffset).toBeLessThanOrEqual(bytes.length);
        } catch (error) {
          expect(error).toBeInstanceOf(PipelineError);
        }
      }),
      { numRuns: 2000 },
    );
  });
});

/** What csv-parse makes of it; undefined where it finds a fault. */
function oracle(text: string): readonly unknown[] | undefined {
  try {
    const rows = parse(text, { record_delimiter: ["\r\n", "\n", "\r"], relax_column_count: false }) as string[][];
    return rows.slice(1).map((row) => ({ h1: row[0] || undefined, h2: row[1] || undefined }));
  } catch {
    return undefined;
  }
}
