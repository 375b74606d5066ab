import { describe, expect, it } from "vitest";
import type { AttributeValue } from "./attribute-value.ts";
import { checkedItem, checkedValue } from "./check.ts";

const nested = (levels: number): AttributeValue => (levels === 0 ? { S: "x" } : { L: [nested(levels - 1)] });

describe("checkedValue", () => {
  it("answers a canonical value itself, and a copy of any other", () => {
    const canonical = { M: { a: { L: [{ N: "1" }, { SS: ["a"] }] } } };

    expect(checkedValue(canonical)).toBe(canonical);
    expect(checkedValue({ M: { a: { L: [{ N: "1.0" }] } } })).toEqual({ M: { a: { L: [{ N: "1" }] } } });
  });

  it("reads over nulls and members that are no types", () => {
    const given = { S: "a", N: null, FOO: "x" } as unknown as AttributeValue;

    expect(checkedValue(given)).toEqual({ S: "a" });
  });

  it("takes 31 levels of lists, and no more", () => {
    expect(checkedValue(nested(31))).toEqual(nested(31));
    expect(() => checkedValue(nested(32))).toThrow(
      "Nesting Levels have exceeded supported limits: Attributes in the item have nested levels beyond supported limit",
    );
  });

  it.each<[unknown, string]>([
    [{}, "Supplied AttributeValue is empty, must contain exactly one of the supported datatypes"],
    [null, "Supplied AttributeValue is empty, must contain exactly one of the supported datatypes"],
    [{ S: null }, "Supplied AttributeValue is empty, must contain exactly one of the supported datatypes"],
    [
      { S: "a", N: "1" },
      "Supplied AttributeValue has more than one datatypes set, must contain exactly one of the supported datatypes",
    ],
    [
      { NULL: false },
      "One or more parameter values were invalid: Null attribute value types must have the value of true",
    ],
    [{ SS: [] }, "One or more parameter values were invalid: An string set  may not be empty"],
    [{ NS: [] }, "One or more parameter values were invalid: An number set  may not be empty"],
    [{ BS: [] }, "One or more parameter values were invalid: Binary sets should not be empty"],
    [
      { SS: ["a", "b", "a"] },
      "One or more parameter values were invalid: Input collection [a, b, a] contains duplicates.",
    ],
    [{ NS: ["1", "1.0"] }, "Input collection contains duplicates"],
    [{ M: { "": { S: "a" } } }, "Empty attribute name"],
    [{ L: [null] }, "Supplied AttributeValue is empty, must contain exactly one of the supported datatypes"],
    [{ B: "A" }, "Base64 encoded text is not valid"],
  ])("refuses %j", (value, message) => {
    expect(() => checkedValue(value as AttributeValue)).toThrow(message);
  });
});

describe("checkedItem", () => {
  it("refuses names of more than 65,535 bytes", () => {
    expect(checkedItem({ ["x".repeat(65_535)]: { S: "" } })).toBeDefined();
    expect(() => checkedItem({ ["é".repeat(32_768)]: { S: "" } })).toThrow(
      "Attribute name is too large, must be less than 65536 bytes",
    );
  });
});
