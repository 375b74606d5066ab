import { describe, expect, it } from "vitest";
import { columnData, parquetColumns } from "./parquet-columns.ts";

const typesOf = (...items: Parameters<typeof parquetColumns>[0]) =>
  parquetColumns(items, new Map([["promised", "bigint"]])).map(({ name, type }) => [name, type]);

describe("parquetColumns", () => {
  it("takes the contract's type where the values are of it, and what they are where not", () => {
    expect(typesOf({ promised: 1 })).toEqual([["promised", "INT64"]]);
    expect(typesOf({ promised: 1.5 })).toEqual([["promised", "DOUBLE"]]);
  });

  it("makes a column of every member that some row has", () => {
    expect(typesOf({ a: 1, b: null }, { c: true, d: new Date(0), e: { deep: 1n } }, { a: "x", f: 5n })).toEqual([
      ["a", "STRING"],
      ["b", "STRING"],
      ["c", "BOOLEAN"],
      ["d", "TIMESTAMP"],
      ["e", "STRING"],
      ["f", "INT64"],
    ]);
  });
});

describe("columnData", () => {
  const columns = parquetColumns([{ count: 5n, note: "" }], new Map());

  it("keeps what has no word in Parquet as JSON", () => {
    expect(columnData(columns, [{ count: 2n ** 62n, note: { deep: [1n] } }, {}]).map(({ data }) => data)).toEqual([
      [2n ** 62n, undefined],
      ['{"deep":[1]}', undefined],
    ]);
  });

  it.each([
    ["a member that has no column", { other: 1 }],
    ["a value that is not of its column's type", { count: "many" }],
    ["an integer that is too large for its column", { count: 2n ** 63n }],
  ])("refuses %s rather than lose it", (_, item) => {
    expect(() => columnData(columns, [item])).toThrow(expect.objectContaining({ code: "column-mismatch" }));
  });
});
