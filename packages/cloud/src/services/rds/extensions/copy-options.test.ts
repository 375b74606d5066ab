import { describe, expect, it } from "vitest";
import { columnNames, copyOptions } from "./copy-options.ts";

describe("copyOptions", () => {
  it.each([
    ["", ""],
    ["(format csv)", "(format E'csv')"],
    ["(FORMAT 'csv', HEADER, NULL 'it''s')", "(format E'csv', header E'true', null E'it\\'s')"],
    ["format csv, delimiter $$,$$", "(format E'csv', delimiter E',')"],
    ["csv header delimiter as ';' quote '\\'", "(format E'csv', header E'true', delimiter E';', quote E'\\\\')"],
    ["DELIMITER E'\\t'", "(delimiter E'\t')"],
    ['WITH CSV FORCE NOT NULL a, "B"', '(format E\'csv\', force_not_null ("a", "B"))'],
    ["(format csv, force_quote *)", "(format E'csv', force_quote *)"],
    ["(format csv, force_null (a))", "(format E'csv', force_null (\"a\"))"],
  ])("reads %j", (given, written) => {
    expect(copyOptions(given)).toBe(written);
  });

  it.each([
    ["(format csv); DROP TABLE t", 'syntax error at or near "; DROP TABLE t"'],
    ["(format csv) x", 'syntax error at or near "x"'],
    ["(format", 'COPY format "true" not recognized'],
    ["(format csv", "syntax error at end of input"],
    ["(freeze)", 'option "freeze" not recognized'],
    ["(constructor 1)", 'option "constructor" not recognized'],
    ["(null 'x)", 'syntax error at or near "\'x)"'],
    ["force * ", 'syntax error at or near "*"'],
  ])("refuses %j", (given, told) => {
    expect(() => copyOptions(given)).toThrow(told);
  });
});

describe("columnNames", () => {
  it("folds what is not quoted, as PostgreSQL does", () => {
    expect(columnNames('Id, "orderId","a""b"')).toEqual(["id", "orderId", 'a"b']);
    expect(columnNames(" ")).toEqual([]);
    expect(() => columnNames("a, b) FROM PROGRAM 'id'")).toThrow("syntax error");
  });
});
