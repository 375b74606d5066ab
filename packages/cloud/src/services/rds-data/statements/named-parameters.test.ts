import { describe, expect, it } from "vitest";
import { numbered } from "./named-parameters.ts";

const bound = new Map([
  ["id", { text: "7", type: "bigint" }],
  ["name", { text: null, type: undefined }],
]);

describe("Named parameters", () => {
  it("get a number each, however often they come", () =>
    expect(numbered("SELECT :id, :name, :id", bound)).toEqual({
      text: "SELECT $1::bigint, $2, $1::bigint",
      values: ["7", null],
    }));

  it.each([
    "SELECT ':id'",
    `SELECT ":id"`,
    "SELECT 'it''s :id'",
    "SELECT 1 -- :id",
    "SELECT /* :id */ 1",
    "SELECT $$:id$$",
    "SELECT $x$ :id $x$",
    "SELECT '1'::text",
  ])("are none in %s", (sql) => expect(numbered(sql, bound)).toEqual({ text: sql, values: [] }));

  it("must have a value", () => expect(() => numbered("SELECT :other", bound)).toThrow("Cannot find parameter: other"));
});
