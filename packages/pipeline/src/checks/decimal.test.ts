import { describe, expect, it } from "vitest";
import { add, areEqual, decimalOf, decimalText, zero } from "./decimal.ts";

const sum = (values: readonly unknown[]): string =>
  decimalText(values.reduce((total: typeof zero, value) => add(total, decimalOf(value) ?? zero), zero));

describe("decimals", () => {
  it.each([
    [["0.1", "0.2"], "0.3"],
    [[0.1, 0.2, -0.3], "0"],
    [["-0.05", "1e-3", ".5"], "0.451"],
    [["9007199254740993", "1", "1E2"], "9007199254741094"],
  ])("add %j up to %s exactly", (values, text) => {
    expect(sum(values)).toBe(text);
  });

  it.each([["1,000"], [""], ["."], ["0x1"], [null], ["1e9999"]])("do not take %j for a number", (value) => {
    expect(decimalOf(value)).toBeUndefined();
  });

  it("are equal whatever zeros they end in", () => {
    const [a = zero, b = zero, c = zero] = [decimalOf("1.50"), decimalOf("1.5"), decimalOf("1.51")];

    expect([areEqual(a, b), areEqual(a, c)]).toEqual([true, false]);
  });
});
