import { describe, expect, it } from "vitest";
import { Personal } from "../protect/personal.ts";
import { valueOfText, valueText } from "./value-text.ts";

describe("valueText", () => {
  it.each([
    ["nothing", undefined],
    ["null", null],
    ["text", "text"],
    [
      "what JSON has no word for",
      { a: [1, { b: 10n ** 20n }], c: new Date(5), d: new Uint8Array([0, 255]), e: [Number.NaN, -0.5] },
    ],
    ["what looks like a tag", { $: "date", of: { $: 1 } }],
    ["a member called as the prototype", JSON.parse('{"__proto__":{"a":1}}')],
  ])("is read back as the same value: %s", (_, value) => {
    const copy = valueOfText(valueText(value));

    expect(copy).toEqual(value);
    expect(Object.getPrototypeOf(copy ?? 0)).toBe(Object.getPrototypeOf(value ?? 0));
  });

  it("says of a personal value only that it is one", () => {
    const text = valueText({ email: new Personal("ann@example.com") });

    expect(text).not.toContain("ann");
    expect(valueOfText(text)).toEqual({ email: expect.any(Personal) });
  });

  it.each([
    ["a function", () => 1],
    ["a map", new Map()],
    ["a date that is none", { at: new Date(Number.NaN) }],
  ])("refuses what cannot be passed on: %s", (_, value) => {
    expect(() => valueText(value)).toThrow();
  });
});
