import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { jsonText } from "./json-text.ts";

describe("jsonText", () => {
  it("writes integers of any size as numbers", () => {
    expect(jsonText({ id: 12_345_678_901_234_567_890n, list: [-1n, 2], text: "3" })).toBe(
      '{"id":12345678901234567890,"list":[-1,2],"text":"3"}',
    );
  });

  it("writes all else beside them as JSON.stringify does", () => {
    const value = fc.anything({ withDate: true, withNullPrototype: true });
    fc.assert(
      fc.property(value, (any) => {
        expect(jsonText([{ any, big: 1n }])).toBe(JSON.stringify([{ any, big: 1 }]));
      }),
      { numRuns: 2_000 },
    );
  });
});
