import { describe, expect, it } from "vitest";
import { applyPatch } from "./json-patch.ts";

const patched = (document: Parameters<typeof applyPatch>[0], ...operations: object[]) =>
  applyPatch(document, JSON.stringify(operations));

describe("applyPatch", () => {
  it("adds, replaces, removes, moves and copies", () => {
    expect(patched({}, { op: "add", path: "/a/b", value: 1 })).toEqual({ a: { b: 1 } });
    expect(patched({ a: [1, 3] }, { op: "add", path: "/a/1", value: 2 })).toEqual({ a: [1, 2, 3] });
    expect(patched({ a: [1] }, { op: "add", path: "/a/-", value: 2 })).toEqual({ a: [1, 2] });
    expect(patched({ a: [1, 2] }, { op: "replace", path: "/a/0", value: 5 })).toEqual({ a: [5, 2] });
    expect(patched({ a: [1, 2], b: 1 }, { op: "remove", path: "/a/0" }, { op: "remove", path: "/b" })).toEqual({
      a: [2],
    });
    expect(patched({ a: 1 }, { op: "move", from: "/a", path: "/b" })).toEqual({ b: 1 });
    expect(patched({ a: 1 }, { op: "copy", from: "/a", path: "/b~1c" })).toEqual({ a: 1, "b/c": 1 });
  });

  it("refuses what is none, and what a test finds otherwise", () => {
    expect(() => applyPatch({}, "{")).toThrow("Patch document is not valid");
    expect(() => patched({}, { op: "jump" })).toThrow("Patch document is not valid");
    expect(() => patched({ a: 1 }, { op: "test", path: "/a", value: 2 })).toThrow("Patch test failed at /a");
  });
});
