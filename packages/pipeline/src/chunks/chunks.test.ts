import { describe, expect, it } from "vitest";
import { csv } from "../csv/csv.ts";
import { fixed } from "../fixed/fixed.ts";
import { json } from "../json/json.ts";
import { ndjson } from "../json/ndjson.ts";
import type { Reader } from "../reader.ts";
import type { Read } from "../record.ts";
import { readRecords } from "../run/read-records.ts";
import { xml } from "../xml/xml.ts";
import { planChunks } from "./plan-chunks.ts";
import { readChunk } from "./read-chunk.ts";

async function* once(bytes: Buffer): AsyncGenerator<Buffer> {
  yield bytes;
}

const all = async (reads: AsyncIterable<readonly Read[]>): Promise<readonly Read[]> => {
  const found: Read[] = [];
  for await (const batch of reads) found.push(...batch);
  return found;
};

async function inPieces(reader: Reader, bytes: Buffer, chunkBytes: number) {
  const plan = await planChunks([reader], once(bytes), { name: "f", chunkBytes });
  const reads: Read[] = [];
  for (const chunk of plan.chunks) {
    const { batches } = readChunk(chunk, {
      readers: [reader],
      plan,
      open: async ({ start, end }) => once(bytes.subarray(start, end)),
    });
    reads.push(...(await all(batches)));
  }
  return { plan, reads };
}

const rows = Array.from({ length: 60 }, (_, index) => ({ id: String(index), text: `é "q"\n, ${index}` }));
const csvText = (lineEnd: string): string =>
  ["id,text", ...rows.map(({ id, text }) => `${id},"${text.replaceAll('"', '""')}"`), "", "1"].join(lineEnd);

const files: readonly (readonly [string, Reader, Buffer])[] = [
  ["CSV with quoted line breaks", csv(), Buffer.from(csvText("\n"))],
  ["CSV in UTF-16 with a mark", csv(), Buffer.from(`\ufeff${csvText("\r\n")}`, "utf16le")],
  [
    "CSV in windows-1252 that shows late",
    csv(),
    Buffer.from(`${csvText("\n").replaceAll("é", "e")}\n2,\xe9`, "latin1"),
  ],
  ["CSV behind a line that names its delimiter", csv(), Buffer.from(`sep=;\n${csvText("\n").replaceAll(",", ";")}`)],
  [
    "NDJSON with blank and broken lines",
    ndjson(),
    Buffer.from(rows.map((row) => `${JSON.stringify(row)}\n{\n\n`).join("")),
  ],
  [
    "lines of fixed width behind two others",
    fixed({ columns: { id: [1, 2], text: [3, 4] }, skipLines: 2 }),
    Buffer.from(`one\ntwo\n${rows.map(({ id }) => `${id.padEnd(2)}é${" ".repeat(20)}`).join("\n")}`),
  ],
  ["a JSON array", json(), Buffer.from(JSON.stringify(rows, undefined, 1))],
  [
    "a JSON array inside of a document",
    json({ path: "$.a.rows[*]" }),
    Buffer.from(`{"x":[1,2],"a":{"rows":${JSON.stringify(rows)},"y":{}},"z":[{}]}`),
  ],
  [
    "XML",
    xml({ record: "r" }),
    Buffer.from(
      `<?xml version="1.0"?>\n<all xmlns:a="b"><!-- r -->\n${rows.map(({ id }) => `<r a:id="${id}"><t/></r>`).join("\n")}<x/></all>\n`,
    ),
  ],
];

describe("readChunk", () => {
  it.each(files)("reads of %s in pieces what it reads as a whole, at the same places", async (_, reader, bytes) => {
    const whole = await all(readRecords(reader, once(bytes)));

    for (const chunkBytes of [1, 100, 700]) {
      const { plan, reads } = await inPieces(reader, bytes, chunkBytes);

      expect(plan.chunks.length).toBeGreaterThan(1);
      expect(reads).toEqual(whole);
    }
  });

  it("reads a document with too much around its records in one piece", async () => {
    const bytes = Buffer.from(`{"before":"${"x".repeat(1024 * 1024)}","rows":[{"a":1},{"a":2}]}`);

    const { plan, reads } = await inPieces(json({ path: "$.rows[*]", recordSizeMax: 4 * 1024 * 1024 }), bytes, 1);

    expect(plan.chunks).toMatchObject([{ start: 0, end: bytes.length, records: 2 }]);
    expect(reads).toMatchObject([{ ordinal: 1 }, { ordinal: 2 }]);
  });

  it("finds no pieces where there are no records", async () => {
    const { plan } = await inPieces(json(), Buffer.from("[]"), 10);

    expect(plan.chunks).toEqual([]);
  });

  it("says so where a piece is not what was planned", async () => {
    const bytes = Buffer.from("id\n1\n2\n3\n");
    const plan = await planChunks([csv()], once(bytes), { name: "f", chunkBytes: 1 });
    const [chunk] = plan.chunks;
    if (chunk === undefined) throw new Error("expected a chunk");

    const { batches } = readChunk(
      { ...chunk, records: 9 },
      { readers: [csv()], plan, open: async ({ start, end }) => once(bytes.subarray(start, end)) },
    );

    await expect(all(batches)).rejects.toMatchObject({ code: "format-error" });
  });
});
