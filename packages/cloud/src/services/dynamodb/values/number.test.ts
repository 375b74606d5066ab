import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { addNumbers, canonicalNumber, compareNumbers, numberBytes, subtractNumbers } from "./number.ts";

describe("canonicalNumber", () => {
  it.each([
    ["1", "1"],
    ["-0", "0"],
    ["0.000", "0"],
    ["+5", "5"],
    ["5.", "5"],
    [".5", "0.5"],
    ["00012.50", "12.5"],
    ["1e2", "100"],
    ["0.5E-2", "0.005"],
    ["-1.20e1", "-12"],
    ["1E125", `1${"0".repeat(125)}`],
    ["1e-130", `0.${"0".repeat(129)}1`],
    ["9".repeat(38), "9".repeat(38)],
    [`${"9".repeat(38)}000`, `${"9".repeat(38)}000`],
  ])("writes %s as %s", (text, expected) => {
    expect(canonicalNumber(text)).toBe(expected);
  });

  it.each([
    ["abc", "The parameter cannot be converted to a numeric value: abc"],
    ["", "The parameter cannot be converted to a numeric value"],
    [" 1", "The parameter cannot be converted to a numeric value:  1"],
    ["1e", "The parameter cannot be converted to a numeric value: 1e"],
    [".", "The parameter cannot be converted to a numeric value: ."],
    ["0x1", "The parameter cannot be converted to a numeric value: 0x1"],
    ["Infinity", "The parameter cannot be converted to a numeric value: Infinity"],
    ["9".repeat(39), "Attempting to store more than 38 significant digits in a Number"],
    ["1e126", "Number overflow. Attempting to store a number with magnitude larger than supported range"],
    ["-1e999999999", "Number overflow. Attempting to store a number with magnitude larger than supported range"],
    ["1e-131", "Number underflow. Attempting to store a number with magnitude smaller than supported range"],
  ])("refuses %s", (text, message) => {
    expect(() => canonicalNumber(text)).toThrow(message);
  });
});

describe("arithmetic", () => {
  const integer = fc.bigInt({ min: -(10n ** 37n), max: 10n ** 37n });

  it("is exact", () => {
    fc.assert(
      fc.property(integer, integer, (one, two) => {
        expect(addNumbers(String(one), String(two))).toBe(String(one + two));
        expect(subtractNumbers(String(one), String(two))).toBe(String(one - two));
        expect(Math.sign(compareNumbers(String(one), String(two)))).toBe(one < two ? -1 : one > two ? 1 : 0);
      }),
    );
    expect(addNumbers("0.1", "0.2")).toBe("0.3");
    expect(subtractNumbers("1", "0.00001")).toBe("0.99999");
    expect(() => addNumbers("9".repeat(38), "0.1")).toThrow("Attempting to store more than 38 significant digits");
  });
});

describe("numberBytes", () => {
  // Measured with DynamoDB Local, by the capacity that items cost.
  it.each([
    ["0", 1],
    ["1", 2],
    ["-1", 3],
    ["12", 2],
    ["123", 3],
    ["-123", 4],
    ["100", 2],
    ["0.1", 2],
    ["0.01", 2],
    ["1.1", 3],
    ["10.1", 3],
    ["100.1", 4],
    ["12.34", 3],
    ["12345678901234567890123456789012345678", 20],
    ["-12345678901234567890123456789012345678", 21],
  ])("counts %s as %i", (text, bytes) => {
    expect(numberBytes(text)).toBe(bytes);
  });
});
