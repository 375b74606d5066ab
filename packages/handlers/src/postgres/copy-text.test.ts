import { describe, expect, it } from "vitest";
import { copyLines } from "./copy-text.ts";

const lines = (values: readonly unknown[]): unknown => {
  const items = [Object.fromEntries(values.map((value, index) => [`c${index}`, value]))];
  return copyLines(
    items,
    values.map((_, index) => [`c${index}`, "unknown"]),
  ).toString();
};

describe("copyLines", () => {
  it("escapes what COPY would take for its own", () => {
    expect(lines(["a\tb", "c\nd\r", "\\N", ""])).toBe("a\\tb\tc\\nd\\r\t\\\\N\t\n");
  });

  it("writes every kind of value as PostgreSQL reads it", () => {
    const values = [undefined, null, 1.5, 10n, true, new Date(0), new Uint8Array([1, 255]), { a: [1n, "x\t"] }];

    expect(lines(values)).toBe('\\N\t\\N\t1.5\t10\ttrue\t1970-01-01T00:00:00.000Z\t\\\\x01ff\t{"a":[1,"x\\\\t"]}\n');
  });

  it("names the first value that its column cannot hold", () => {
    const items = [{ a: "1" }, { a: "x" }];

    expect(copyLines(items, [["a", "bigint"]])).toEqual({ item: items[1], column: "a", type: "bigint" });
  });
});
