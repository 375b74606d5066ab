import { describe, expect, it } from "vitest";
import { valueAt } from "./json-path.ts";
import { fillTemplate } from "./template.ts";

const event = { a: 'x "y"', n: 3, list: [1, { b: "c" }], "de-f": { g: null } };
const fill = (template: string, paths: Readonly<Record<string, string>>): string =>
  fillTemplate(template, (name) => {
    const path = paths[name];
    return path === undefined ? undefined : { value: valueAt(path, event) };
  });

describe("fillTemplate", () => {
  it.each([
    ['{"a": <a>, "n": <n>}', '{"a": "x \\"y\\"", "n": 3}'],
    ['{"text": "it is <a> and <n>"}', '{"text": "it is x \\"y\\" and 3"}'],
    ['"<a>!"', '"x \\"y\\"!"'],
    ["<a> is <n>", 'x "y" is 3'],
    ["<n>", "3"],
    ['{"list": <list>}', '{"list": [1,{"b":"c"}]}'],
    ['{"in": "<list>"}', '{"in": "[1,{\\"b\\":\\"c\\"}]"}'],
    ['{"none": <none>, "text": "<none>"}', '{"none": null, "text": ""}'],
    ['{"html": "<b>", "q": "\\"<n>\\""}', '{"html": "<b>", "q": "\\"3\\""}'],
  ])("fills %s", (template, filled) =>
    expect(fill(template, { a: "$.a", n: "$.n", list: "$.list", none: "$.none" })).toBe(filled),
  );
});

describe("valueAt", () => {
  it.each<[string, unknown]>([
    ["$", event],
    ["$.list[1].b", "c"],
    ["$['de-f'].g", null],
    ["$.de-f.g", null],
    ["$.list[*]", [1, { b: "c" }]],
    ["$.list[9]", undefined],
    ["$.constructor", undefined],
    ["no path", undefined],
  ])("finds %s", (path, value) => expect(valueAt(path, event)).toEqual(value));
});
