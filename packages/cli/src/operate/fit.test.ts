import { describe, expect, it } from "vitest";
import { columns } from "../terminal.ts";
import { fit } from "./fit.ts";

const wide = (rows: readonly (readonly string[])[], width: number) =>
  Math.max(...columns(fit(rows, width).rows).map((line) => line.length));

describe("rows on a terminal", () => {
  it("stay as they are where there is room", () => {
    const rows = [
      ["id", "text"],
      ["1", "short"],
    ];
    expect(fit(rows, 80)).toEqual({ rows, hidden: 0 });
  });

  it("are cut where their longest cells are, until they fit", () => {
    const rows = [
      ["id", "one", "two"],
      ["1", "x".repeat(60), "y".repeat(20)],
    ];
    expect(wide(rows, 40)).toBeLessThanOrEqual(40);
    expect(fit(rows, 40).rows[1]?.[0]).toBe("1");
    expect(fit(rows, 40).rows[1]?.[1]).toMatch(/^x+…$/);
  });

  it("leave out columns that do not fit at all, and say how many", () => {
    const rows = [Array.from({ length: 30 }, (_, at) => `column-${at}`), Array.from({ length: 30 }, () => "a value")];
    const fitted = fit(rows, 80);
    expect(wide(rows, 80)).toBeLessThanOrEqual(80);
    expect(fitted.hidden).toBe(30 - (fitted.rows[0]?.length ?? 0));
    expect(fitted.hidden).toBeGreaterThan(0);
  });
});
