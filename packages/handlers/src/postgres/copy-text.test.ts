import { describe, expect, it } from "vitest";
import { copyLine } from "./copy-text.ts";

describe("copyLine", () => {
  it("escapes what COPY would take for its own", () => {
    expect(copyLine(["a\tb", "c\nd\r", "\\N", ""])).toBe("a\\tb\tc\\nd\\r\t\\\\N\t\n");
  });

  it("writes every kind of value as PostgreSQL reads it", () => {
    const values = [undefined, null, 1.5, 10n, true, new Date(0), new Uint8Array([1, 255]), { a: [1n, "x\t"] }];

    expect(copyLine(values)).toBe('\\N\t\\N\t1.5\t10\ttrue\t1970-01-01T00:00:00.000Z\t\\\\x01ff\t{"a":[1,"x\\\\t"]}\n');
  });
});
