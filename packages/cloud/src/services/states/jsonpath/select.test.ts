import { describe, expect, it } from "vitest";
import type { Json } from "../json.ts";
import { isPath, parsePath } from "./parse-path.ts";
import { PathNotFound } from "./path.ts";
import { place } from "./reference-path.ts";
import { select } from "./select.ts";

const store: Json = {
  books: [
    { title: "A", price: 8, tags: ["x"] },
    { title: "B", price: 12, isbn: "1" },
    { title: "C", price: 9, isbn: "2" },
  ],
  "odd name": { "it's": 1 },
};

describe("select", () => {
  it.each<readonly [string, Json]>([
    ["$.books[0].title", "A"],
    ["$.books[-1].title", "C"],
    ["$['odd name']['it\\'s']", 1],
    ["$.books[*].title", ["A", "B", "C"]],
    ["$.books[0,2].title", ["A", "C"]],
    ["$.books[1:].price", [12, 9]],
    ["$.books[:2].price", [8, 12]],
    ["$..isbn", ["1", "2"]],
    ["$.books[?(@.price < 10)].title", ["A", "C"]],
    ["$.books[?(@.isbn && @.price > 10)].title", ["B"]],
    ["$.books[?(!@.isbn)].title", ["A"]],
    ["$.books[?(@.title =~ /[bc]/i)].price", [12, 9]],
    ["$.books[?(@.title in ['A', 'Z'])].price", [8]],
    ["$.books.length()", 3],
    ["$.none[*].a", []],
  ])("finds at %s %j", (path, expected) => expect(select(parsePath(path), store)).toEqual(expected));

  it("says where a definite path ends", () => {
    expect(() => select(parsePath("$.books[7]"), store)).toThrow(
      new PathNotFound("No results for path: $['books'][7]"),
    );
  });

  it.each(["", "a", "$.", "$.a[", "$.a[b]", "$..", "$['a'", "$.a b"])("takes %j for no path", (text) =>
    expect(isPath(text)).toBe(false),
  );
});

describe("place", () => {
  it("makes the objects that are missing on the way", () =>
    expect(place({ a: 1 }, parsePath("$.b.c"), [2])).toEqual({ a: 1, b: { c: [2] } }));

  it("puts into lists only what they have room for", () => {
    expect(place({ a: [1, 2] }, parsePath("$.a[1]"), 3)).toEqual({ a: [1, 3] });
    expect(() => place({ a: [] }, parsePath("$.a[0]"), 3)).toThrow();
  });
});
