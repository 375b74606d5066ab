import { zipSync } from "fflate";
import { describe, expect, it } from "vitest";
import { z } from "zod";
import { decompressed } from "../bytes/decompress.ts";
import { csv } from "../csv/csv.ts";
import { definePipeline } from "../define-pipeline.ts";
import { testPipeline } from "../test-pipeline.ts";

const workbook = `<?xml version="1.0"?><workbook xmlns="m" xmlns:r="r"><sheets>
  <sheet name="Notes" sheetId="1" state="hidden" r:id="rId1"/><sheet name="Orders" sheetId="2" r:id="rId2"/></sheets></workbook>`;
const relations = `<Relationships xmlns="r"><Relationship Id="rId1" Target="worksheets/sheet1.xml"/>
  <Relationship Id="rId2" Target="worksheets/sheet2.xml"/></Relationships>`;
const styles = `<styleSheet xmlns="m"><numFmts count="1"><numFmt numFmtId="164" formatCode="[Red]yyyy\\-mm\\-dd"/></numFmts>
  <cellXfs><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="22"/><xf numFmtId="164"/><xf numFmtId="21"/></cellXfs></styleSheet>`;
const sharedTexts = `<sst xmlns="m"><si><t>id</t></si><si><t>day</t></si><si><r><t xml:space="preserve">a, </t></r><r><t>"b"</t></r></si></sst>`;

const sheetOf = (rows: string): string => `<worksheet xmlns="m"><sheetData>${rows}</sheetData></worksheet>`;

const rows = `<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="s"><v>1</v></c><c r="C1" t="inlineStr"><is><t>text</t></is></c></row>
  <row r="2"><c r="A2"><v>1</v></c><c r="B2" s="1"><v>45658</v></c><c r="C2" t="s"><v>2</v></c></row>
  <row r="3"/>
  <row r="4"><c r="A4"><v>0.30000000000000004</v></c><c r="B4" s="2"><v>45658.75</v></c></row>
  <row r="5"><c r="B5" s="3"><v>59</v></c><c r="C5" t="b"><v>1</v></c><c r="D5" s="1"/></row>
  <row r="6"><c r="B6" s="4"><v>0.5</v></c><c r="C6" t="e"><v>#N/A</v></c></row>`;

const workbookOf = (sheet: string, others: Readonly<Record<string, string>> = {}): Uint8Array => {
  const parts = {
    "[Content_Types].xml": "<Types/>",
    "xl/workbook.xml": workbook,
    "xl/_rels/workbook.xml.rels": relations,
    "xl/worksheets/sheet2.xml": sheet,
    "xl/styles.xml": styles,
    "xl/sharedStrings.xml": sharedTexts,
    ...others,
  };
  return zipSync(Object.fromEntries(Object.entries(parts).map(([name, text]) => [name, Buffer.from(text)])));
};

async function textOf(bytes: Uint8Array): Promise<string> {
  const found: Uint8Array[] = [];
  const blocks = (async function* () {
    for (let at = 0; at < bytes.length; at += 100) yield bytes.subarray(at, at + 100);
  })();
  for await (const block of decompressed(blocks)) found.push(Buffer.from(block));
  return Buffer.concat(found).toString();
}

describe("a workbook", () => {
  it("is the CSV of its first visible sheet, each row on the line of its number", async () => {
    expect((await textOf(workbookOf(sheetOf(rows)))).split("\r\n")).toEqual([
      "id,day,text",
      '1,2025-01-01,"a, ""b"""',
      "",
      "0.30000000000000004,2025-01-01T18:00:00,",
      ",1900-02-28,true",
      ",12:00:00,#N/A",
      "",
    ]);
  });

  it("counts from 1904 where it says so", async () => {
    const old = workbook.replace("<sheets>", '<workbookPr date1904="1"/><sheets>');

    expect(await textOf(workbookOf(sheetOf(rows), { "xl/workbook.xml": old }))).toContain("2029-01-02");
  });

  it("goes through a pipeline like any other file", async () => {
    const pipeline = definePipeline({
      name: "sheets",
      source: { bucket: "b", prefix: "in/", formats: { csv: csv() } },
      schema: z.object({ id: z.coerce.number().int(), day: z.iso.date() }),
      parallel: { all: (row) => row },
      consolidate: ({ all }) => all,
      sinks: (to) => ({ rows: to.objects({ prefix: "out/", format: "ndjson" }) }),
    });

    const { rows: stored, rejects } = await testPipeline(pipeline).feed({
      name: "in/orders.xlsx",
      content: Buffer.from(workbookOf(sheetOf(rows))),
    });

    expect(stored["rows"]).toEqual([{ id: 1, day: "2025-01-01" }]);
    expect(rejects.map(({ line, code }) => [line, code])).toEqual([
      [3, "blank-row"],
      [4, "type-error"],
      [5, "constraint-error"],
      [6, "constraint-error"],
    ]);
  });

  const whole = workbookOf(sheetOf(rows));

  it.each([
    ["is cut off", whole.subarray(0, whole.length - 30), "compression-error"],
    ["has a broken sheet", workbookOf("<worksheet><row></worksheet>"), "format-error"],
    [
      "has no sheet where it says",
      workbookOf("", { "xl/_rels/workbook.xml.rels": "<Relationships/>" }),
      "unknown-format",
    ],
    [
      "reads another file",
      workbookOf('<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><worksheet/>'),
      "format-error",
    ],
    [
      "is a document",
      zipSync({ "[Content_Types].xml": Buffer.from("x"), "word/document.xml": Buffer.from("x") }),
      "unknown-format",
    ],
  ])("that %s is refused by name", async (_, bytes, code) => {
    await expect(textOf(bytes)).rejects.toMatchObject({ code });
  });
});
