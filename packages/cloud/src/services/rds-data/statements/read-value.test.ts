import { describe, expect, it } from "vitest";
import { jsonValue, readValue } from "./read-value.ts";

describe("A value of a record", () => {
  it.each([
    ["t", 16, { booleanValue: true }],
    ["12", 23, { longValue: 12 }],
    ["1.5", 701, { doubleValue: 1.5 }],
    ["1.50", 1700, { stringValue: "1.50" }],
    ["2026-01-01", 1082, { stringValue: "2026-01-01" }],
    ["\\x00ff", 17, { blobValue: Buffer.from([0, 255]) }],
    [null, 23, { isNull: true }],
    ["{1,NULL,3}", 1007, { arrayValue: { longValues: [1, null, 3] } }],
    ['{a,"b,c","d\\"e","NULL"}', 1009, { arrayValue: { stringValues: ["a", "b,c", 'd"e', "NULL"] } }],
    ["{{1,2},{3,4}}", 1007, { arrayValue: { arrayValues: [{ longValues: [1, 2] }, { longValues: [3, 4] }] } }],
    ["{}", 1000, { arrayValue: { booleanValues: [] } }],
  ])("is %s of the type %i as %j", (text, type, field) => expect(readValue(text, type)).toEqual(field));

  it("is what the options ask for", () => {
    expect(readValue("1.5", 1700, { decimalReturnType: "DOUBLE_OR_LONG" })).toEqual({ doubleValue: 1.5 });
    expect(readValue("15", 1700, { decimalReturnType: "DOUBLE_OR_LONG" })).toEqual({ longValue: 15 });
    expect(readValue("9007199254740993", 20, { longReturnType: "STRING" })).toEqual({
      stringValue: "9007199254740993",
    });
  });

  it("is plain in JSON", () => {
    expect(jsonValue("t", 16)).toBe(true);
    expect(jsonValue("{1,2}", 1007)).toEqual([1, 2]);
    expect(jsonValue("1.50", 1700)).toBe(1.5);
    expect(jsonValue("\\x00ff", 17)).toBe("AP8=");
  });
});
