import { describe, expect, it } from "vitest";
import { jsonRecords, xmlRecords } from "./read-records.ts";
import { tableOf } from "./table-of.ts";

describe("the preview of records", () => {
  it.each([
    ["a list", '[{"a":1},{"a":2}]', [{ a: 1 }, { a: 2 }]],
    [
      "a list in an object, and no other",
      '{"n":[1],"o":[{"a":1},{"a":{"b":[{}]}}],"z":[{"c":1}]}',
      [{ a: 1 }, { a: { b: [{}] } }],
    ],
    ["lines", '{"a":1}\n{"a":"}"}\n', [{ a: 1 }, { a: "}" }]],
    ["what is whole of a text that is cut", '[{"a":1},{"a":"x', [{ a: 1 }]],
    ["an object without any", '{"a":1}', []],
  ])("finds, in JSON, those of %s", (_, text, records) => {
    expect(jsonRecords(text)).toEqual(records);
  });

  it("finds, in XML, the elements that are repeated, with attributes and paths", () => {
    const text = `<?xml version="1.0"?><o a="1"><!-- <x/> --><r id="1"><n>A &amp; B</n><l q="2"/></r><r id="2"><n>`;

    expect(xmlRecords(text)).toEqual([]);
    expect(xmlRecords(`${text}<![CDATA[<C>]]></n></r></o>`)).toEqual([
      { "@id": "1", n: "A & B", "l.@q": "2" },
      { "@id": "2", n: "<C>" },
    ]);
  });

  it("is a table with a column for every path", () => {
    expect(tableOf([{ a: 1, b: { c: "x" } }, { b: { d: [1, 2] } }])).toEqual({
      titles: ["a", "b.c", "b.d"],
      rows: [
        ["1", "x", ""],
        ["", "", "[1,2]"],
      ],
    });
  });
});
