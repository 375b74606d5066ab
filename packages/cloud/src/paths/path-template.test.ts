import { describe, expect, it } from "vitest";
import { matchPath } from "./path-template.ts";

describe("A path template", () => {
  it.each([
    ["/", "/", {}],
    ["/a/{id}", "/a/5%206", { id: "5 6" }],
    ["/a/{rest+}", "/a/b/c", { rest: "b/c" }],
    ["/a/{id}", "/a", undefined],
    ["/a/{rest+}", "/a", undefined],
    ["/a", "/b", undefined],
    ["/{id}", "/%E0%A4%A", { id: "%E0%A4%A" }],
  ])("%s over %s gives %j", (template, path, expected) => {
    expect(matchPath(template, path)?.parameters).toEqual(expected);
  });

  it("is more exact with names than with variables", () => {
    const ranks = ["/a/b", "/a/{x}", "/a/{x+}"].map((template) => matchPath(template, "/a/b")?.rank ?? "");

    expect([...ranks].sort()).toEqual(ranks);
  });
});
