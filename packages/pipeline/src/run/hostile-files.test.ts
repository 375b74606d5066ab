import { gzipSync } from "node:zlib";
import { zipSync } from "fflate";
import { describe, expect, it } from "vitest";
import { z } from "zod";
import { csv } from "../csv/csv.ts";
import { definePipeline } from "../define-pipeline.ts";
import { json } from "../json/json.ts";
import { ndjson } from "../json/ndjson.ts";
import { rejectCsvRow } from "../rejects/reject-csv.ts";
import { testPipeline } from "../test-pipeline.ts";
import { xml } from "../xml/xml.ts";
import { checkFile } from "./check-file.ts";

const pipeline = definePipeline({
  name: "hostile",
  source: {
    bucket: "b",
    prefix: "in/",
    formats: { csv: csv(), json: json({ path: "$.rows[*]" }), ndjson: ndjson(), xml: xml({ record: "r" }) },
  },
  schema: z.looseObject({ id: z.string(), amount: z.coerce.number().optional() }),
  parallel: { all: (row) => row },
  consolidate: ({ all }) => all,
  sinks: (to) => ({ rows: to.objects({ prefix: "out/", format: "ndjson" }) }),
});

const feed = (content: string | Buffer, name = "in/a.csv") => testPipeline(pipeline).feed({ name, content });

/** A file that is made as it is read, in blocks of a megabyte. */
async function* long(before: string, megabytes: number, after: string): AsyncGenerator<Buffer> {
  yield Buffer.from(before);
  const block = Buffer.alloc(1024 * 1024, "x");
  for (let count = 0; count < megabytes; count++) yield block;
  yield Buffer.from(after);
}

const deep = (open: string, close: string): string => open.repeat(100_000) + close.repeat(100_000);

describe("a hostile file", () => {
  it.each([
    ["is empty", "", "empty-file"],
    ["has blanks only", "\n\n \n", "empty-file"],
    ["has a label twice", "id,id\n1,2\n", "duplicate-label"],
    ["has a column without a label", "id,\n1,2\n", "blank-label"],
    ["is half a gzip", gzipSync("id\n1\n".repeat(9999)).subarray(0, 90), "compression-error"],
    [
      "is half a zip",
      Buffer.from(zipSync({ "a.csv": Buffer.from("id\n1\n".repeat(9999)) })).subarray(0, 90),
      "compression-error",
    ],
    ["is gzip in gzip", gzipSync(gzipSync("id\n1\n")), "unknown-format"],
    ["is JSON without an end", '{"rows":[{"id":"1"}', "format-error"],
    ["is XML with a document type", '<!DOCTYPE x [<!ENTITY a "b">]><x><r><id>&a;</id></r></x>', "format-error"],
    ["is nested deeper than anything", `{"rows":[{"id":${deep("[", "]")}}]}`, "format-error"],
    ["is XML nested deeper than anything", deep("<a>", "</a>"), "format-error"],
  ])("that %s fails with a name for it", async (_, content, code) => {
    const { reason, rows } = await feed(content);

    expect(reason).toMatchObject({ code });
    expect(rows).toEqual({});
  });

  it.each([
    ["only has a header", "id,amount\n", 0, {}],
    ["is called something else", gzipSync('{"id":"1"}\n{"id":"2"}\n'), 2, {}],
    ["mixes line ends", "id\r\n1\n2\r\n3", 3, {}],
    [
      "has bytes that are no text in one row",
      Buffer.from("69640a61c3a90a62ff0a63c3bc0a64c3a40a", "hex"),
      3,
      { "encoding-error": 1 },
    ],
    ["has NUL bytes in a row", `id,amount\na\0b,1\n${"2,1\n".repeat(50)}`, 51, {}],
    ["has ragged rows", "id,amount\n1\n2,2,2\n3,3\n", 1, { "missing-cell": 1, "extra-cell": 1 }],
    ["has numbers and dates of other lands", 'id,amount\n1,"1.234,56"\n2,٣\n3,12.5\n4,1e999\n', 1, { "type-error": 3 }],
    [
      "has an integer that JavaScript would round in a place for text",
      '{"id":12345678901234567890}\n{"id":"2"}\n',
      1,
      { "type-error": 1 },
    ],
    ["opens a quote and never closes it", `id,amount\n1,1\n"2,2\n${"3,3\n".repeat(400_000)}`, 1, undefined],
  ])("that %s is read as far as it can be", async (_, content, accepted, codes) => {
    const { reason, counts, codes: found } = await feed(content, "in/a.b.json.csv");

    expect(reason).toBeUndefined();
    expect(counts.accepted).toBeGreaterThanOrEqual(accepted);
    if (codes !== undefined) expect(found).toEqual(codes);
  });

  it("with dates and numbers of other lands has them refused, each in its place, and the rest of it read", async () => {
    const wrong: readonly (readonly [field: string, day: string, amount: string])[] = [
      ["amount", "2026-11-21", "1.234,56"],
      ["amount", "2026-11-21", "1,234.56"],
      ["amount", "2026-11-21", "1 234.56"],
      ["amount", "2026-11-21", "1'234.56"],
      ["amount", "2026-11-21", "12,5"],
      ["amount", "2026-11-21", "€12"],
      ["amount", "2026-11-21", "(12)"],
      ["amount", "2026-11-21", "١٢"],
      ["amount", "2026-11-21", "NaN"],
      ["day", "21.11.2026", "1"],
      ["day", "11/21/2026", "1"],
      ["day", "21/11/26", "1"],
      ["day", "2026年11月21日", "1"],
      ["day", "٢٠٢٦-١١-٢١", "1"],
      ["day", "2569-11-31", "1"],
      ["day", "2026-02-29", "1"],
      ["day", "20261121", "1"],
      ["day", "46347", "1"],
    ];
    const lands = definePipeline({
      name: "lands",
      source: { bucket: "b", prefix: "in/", formats: { csv: csv({ delimiter: ";" }) } },
      schema: z.object({ day: z.iso.date(), amount: z.coerce.number() }),
      parallel: { all: (row) => row },
      consolidate: ({ all }) => all,
      sinks: (to) => ({ rows: to.objects({ prefix: "out/", format: "ndjson" }) }),
    });
    const lines = wrong.map(([, day, amount]) => `${day};${amount}\n2026-11-21;12.50\n`);

    const { rejects, rows } = await testPipeline(lands).feed({
      name: "in/a.csv",
      content: `day;amount\n${lines.join("")}`,
    });

    expect(rejects.map(({ field, line }) => [field, line])).toEqual(
      wrong.map(([field], index) => [field, 2 + 2 * index]),
    );
    expect(rows["rows"]).toEqual(wrong.map(() => ({ day: "2026-11-21", amount: 12.5 })));
  });

  it("cannot change what objects are", async () => {
    const { rows } = await feed("id,__proto__,constructor\n1,polluted,x\n");
    await feed('{"id":"1","__proto__":{"polluted":true}}\n{"id":"2"}\n');

    expect(Reflect.get({}, "polluted")).toBeUndefined();
    expect(Object.getPrototypeOf(rows["rows"]?.[0])).toBe(Object.prototype);
  });

  it("cannot run a formula in the rejects", () => {
    const rejected = {
      kind: "rejected",
      code: "x",
      field: "=1",
      message: "@SUM(1)",
      raw: "=cmd|' /C calc'!A0,-5,+x",
    } as const;
    const row = rejectCsvRow(
      { ...rejected, ordinal: 1, line: 2, byteOffset: 0, byteLength: 1 },
      { delimiter: ",", labels: ["a"] },
    );

    expect(row).toBe("x,'=1,2,'@SUM(1),'=cmd|' /C calc'!A0,-5,'+x\r\n");
  });

  it.each([
    ["one line of CSV", long("id\n1\n", 300, "\n2\n"), "in/a.csv", { "record-too-large": 1 }],
    [
      "one line of NDJSON",
      long('{"id":"1"}\n{"id":"', 300, '"}\n{"id":"2"}\n'),
      "in/a.ndjson",
      { "record-too-large": 1 },
    ],
    [
      "one string of JSON",
      long('{"rows":[{"id":"1"},{"id":"', 300, '"},{"id":"2"}]}'),
      "in/a.json",
      { "record-too-large": 1 },
    ],
    [
      "one text of XML",
      long("<a><r><id>1</id></r><r><id>", 300, "</id></r><r><id>2</id></r></a>"),
      "in/a.xml",
      undefined,
    ],
  ])(
    "that is %s of 300 MB does not fill the memory",
    async (_, bytes, name, codes) => {
      const before = process.memoryUsage().rss;

      const report = await checkFile(pipeline, bytes, { name });

      expect(process.memoryUsage().rss - before).toBeLessThan(150 * 1024 * 1024);
      if (codes === undefined) expect(report.reason).toMatchObject({ code: "format-error" });
      else expect(report).toMatchObject({ counts: { accepted: 2 }, codes });
    },
    30_000,
  );
});
