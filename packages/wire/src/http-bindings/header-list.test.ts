import { expect, test } from "vitest";
import { joinHeaderList, splitHeaderList } from "./header-list.ts";

test.each([
  ["a, b,c", ["a", "b", "c"]],
  ['"a,b", c', ["a,b", "c"]],
  ['"say \\"x\\""', ['say "x"']],
  ["", []],
  ["a,,b", ["a", "b"]],
])("the header %j lists %j", (text, items) => {
  expect(splitHeaderList(text, "other")).toEqual(items);
});

test("dates keep the comma that is theirs", () => {
  const text = "Mon, 16 Dec 2019 23:48:18 GMT, Tue, 17 Dec 2019 23:48:18 GMT";

  expect(splitHeaderList(text, "http-date")).toEqual([
    "Mon, 16 Dec 2019 23:48:18 GMT",
    "Tue, 17 Dec 2019 23:48:18 GMT",
  ]);
});

test("items that a comma or quote would divide come back as they went", () => {
  const items = ["a", "b,c", 'd"e', "f\\,g"];

  expect(splitHeaderList(joinHeaderList(items), "other")).toEqual(items);
});
