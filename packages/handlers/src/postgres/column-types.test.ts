import { describe, expect, it } from "vitest";
import { fitsOf, newColumnType } from "./column-types.ts";

describe("newColumnType", () => {
  it.each([
    [[1, 2.5, null], undefined, "numeric"],
    [[1, 2], "bigint", "bigint"],
    [[1, 2.5], "bigint", "numeric"],
    [["2026-11-21"], "date", "date"],
    [["2026-02-31"], "date", "text"],
    [["a", 1], undefined, "text"],
    [[new Date(0)], undefined, "timestamptz"],
    [[{ a: 1 }, [1]], undefined, "jsonb"],
    [[new Uint8Array(1)], undefined, "bytea"],
    [[undefined, null], "date", undefined],
  ] as const)("makes of %j and the contract %j a column of %j", (values, contract, type) => {
    expect(newColumnType(values, contract)).toBe(type);
  });
});

describe("fitsOf", () => {
  it.each([
    ["integer", 2 ** 31, false],
    ["bigint", "9".repeat(18), true],
    ["bigint", 1.5, false],
    ["numeric", "1e5", false],
    ["numeric", Number.NaN, false],
    ["timestamptz", "2026-11-21T10:00:00+01:00", true],
    ["timestamptz", "2026-11-21 10:00", false],
    ["uuid", "not one", false],
    ["boolean", "yes", false],
    ["character varying", 1, true],
  ] as const)("of %s and %j says %j", (type, value, fits) => {
    expect(fitsOf(type)(value)).toBe(fits);
  });
});
