import { parse } from "csv-parse/sync";
import { describe, expect, it } from "vitest";
import type { Rejected } from "../record.ts";
import { rejectCsvHeader, rejectCsvRow } from "./reject-csv.ts";
import { rejectLine } from "./reject-line.ts";

const rejected: Rejected = {
  kind: "rejected",
  code: "type-error",
  field: "qty",
  message: 'expected a number, found "two"',
  ordinal: 3,
  line: 4,
  byteOffset: 40,
  byteLength: 12,
  raw: 'A-1;"two; or 3";=1+1',
};

describe("rejectCsvRow", () => {
  const layout = { delimiter: ";", labels: ["id", "qty", "note"] } as const;

  it("writes the row as its sender did, behind the reason", () => {
    const text = rejectCsvHeader(layout) + rejectCsvRow(rejected, layout);

    expect(parse(text, { delimiter: ";" })).toEqual([
      ["error_code", "error_field", "error_line", "error_message", "id", "qty", "note"],
      ["type-error", "qty", "4", 'expected a number, found "two"', "A-1", "two; or 3", "'=1+1"],
    ]);
  });

  it.each([
    ["=cmd()", "'=cmd()"],
    ["+cmd()", "'+cmd()"],
    ["-cmd()", "'-cmd()"],
    ["@sum", "'@sum"],
    ["\tx", "'\tx"],
    ["-5.25", "-5.25"],
    ["+49 123", "+49 123"],
  ])("gives a spreadsheet no formula to run: %j becomes %j", (raw, cell) => {
    const [row] = parse(rejectCsvRow({ ...rejected, raw }, { delimiter: ",", labels: ["a"] })) as string[][];

    expect(row?.at(-1)).toBe(cell);
  });

  it("puts a record of JSON or XML into one cell", () => {
    const [header, row] = parse(
      rejectCsvHeader({}) + rejectCsvRow({ ...rejected, raw: '{"a":\n1}' }, {}),
    ) as string[][];

    expect([header?.at(-1), row?.at(-1)]).toEqual(["record", '{"a":\n1}']);
  });
});

describe("rejectLine", () => {
  it("is one line of JSON with the file and the place", () => {
    const line = rejectLine({ ...rejected, raw: "a\nb" }, { runId: "r1", key: "in/a.csv" });

    expect(line.split("\n")).toHaveLength(2);
    expect(JSON.parse(line)).toEqual({
      runId: "r1",
      key: "in/a.csv",
      code: "type-error",
      field: "qty",
      message: rejected.message,
      ordinal: 3,
      line: 4,
      byteOffset: 40,
      byteLength: 12,
      raw: "a\nb",
    });
  });
});
