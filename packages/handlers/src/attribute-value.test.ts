import { describe, expect, it } from "vitest";
import { fromItem, toItem } from "./attribute-value.ts";

describe("toItem", () => {
  it("writes every kind of value as DynamoDB wants it", () => {
    const bytes = new Uint8Array([1]);
    const object = {
      s: "x",
      n: 1.5,
      i: 10n,
      b: true,
      z: null,
      u: undefined,
      l: [1, undefined],
      m: { a: "b" },
      y: bytes,
    };

    expect(toItem({ ...object, d: new Date(0) })).toEqual({
      s: { S: "x" },
      n: { N: "1.5" },
      i: { N: "10" },
      b: { BOOL: true },
      z: { NULL: true },
      l: { L: [{ N: "1" }, { NULL: true }] },
      m: { M: { a: { S: "b" } } },
      y: { B: bytes },
      d: { S: "1970-01-01T00:00:00.000Z" },
    });
  });

  it.each([[Number.NaN], [Number.POSITIVE_INFINITY], [() => 1], [Symbol("x")]])("refuses %s", (value) => {
    expect(() => toItem({ value })).toThrow(TypeError);
  });
});

describe("fromItem", () => {
  it("reads back what toItem wrote", () => {
    const object = { s: "", n: -2, b: false, z: null, l: [{ a: [1] }], m: { a: "b" } };

    expect(fromItem(toItem(object))).toEqual(object);
  });

  it("leaves a number that JavaScript would change as text", () => {
    expect(fromItem({ id: { N: "12345678901234567890" } })).toEqual({ id: "12345678901234567890" });
  });
});
