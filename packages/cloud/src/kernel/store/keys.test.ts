import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { keyAfterPrefix, textPrefix, tupleKey } from "./keys.ts";

const text = fc.string({ unit: fc.constantFrom("\0", "\x01", "a", "b", "é", "\u{10ffff}"), maxLength: 5 });
const compareText = (a: string, b: string) => Buffer.compare(Buffer.from(a), Buffer.from(b));

describe("tupleKey", () => {
  it("orders texts as their bytes, part by part", () =>
    fc.assert(
      fc.property(text, text, text, text, (a1, a2, b1, b2) => {
        const expected = compareText(a1, b1) || compareText(a2, b2);

        expect(Buffer.compare(tupleKey(a1, a2), tupleKey(b1, b2))).toBe(expected);
      }),
    ));

  it("orders numbers as numbers", () =>
    fc.assert(
      fc.property(fc.double({ noNaN: true }), fc.double({ noNaN: true }), (a, b) => {
        fc.pre(!Object.is(a, -0) && !Object.is(b, -0));

        expect(Buffer.compare(tupleKey(a), tupleKey(b))).toBe(Math.sign(a === b ? 0 : a < b ? -1 : 1));
      }),
    ));

  it("puts everything under a prefix between the prefix and the key after it", () =>
    fc.assert(
      fc.property(text, text, (a, b) => {
        const key = tupleKey(a, b);
        const prefix = tupleKey(a);

        expect(Buffer.compare(key, prefix)).toBeGreaterThanOrEqual(0);
        expect(Buffer.compare(key, keyAfterPrefix(prefix) ?? Buffer.of())).toBe(-1);
      }),
    ));
});

describe("textPrefix", () => {
  it("begins the key of every text that starts with it", () =>
    fc.assert(
      fc.property(text, text, (start, rest) => {
        const key = tupleKey(start + rest);

        expect(key.subarray(0, textPrefix(start).length)).toEqual(textPrefix(start));
      }),
    ));
});

describe("keyAfterPrefix", () => {
  it("has no answer when every byte is the last one", () =>
    expect(keyAfterPrefix(Buffer.of(255, 255))).toBeUndefined());
});
