import { describe, expect, it } from "vitest";
import { parseTemplate } from "./parse-template.ts";

describe("parseTemplate", () => {
  it("reads short forms on every kind of value, and inside each other", () =>
    expect(
      parseTemplate(
        "A: !Ref B\nC: !GetAtt D.E.F\nG: !If [H, !Sub \"${I}\", !Join ['', [!Ref J, k]]]\nL: !Transform {Name: M}",
      ),
    ).toEqual({
      A: { Ref: "B" },
      C: { "Fn::GetAtt": ["D", "E.F"] },
      G: { "Fn::If": ["H", { "Fn::Sub": "${I}" }, { "Fn::Join": ["", [{ Ref: "J" }, "k"]] }] },
      L: { "Fn::Transform": { Name: "M" } },
    }));

  it("keeps as text what a number or a date would change", () =>
    expect(
      parseTemplate("Day: 2010-09-09\nAccount: 012345678901\nVersion: 3.10\nCount: 3\nHalf: 0.5\nOn: yes\nTruth: true"),
    ).toEqual({
      Day: "2010-09-09",
      Account: "012345678901",
      Version: "3.10",
      Count: 3,
      Half: 0.5,
      On: "yes",
      Truth: true,
    }));

  it.each([
    ["a: [1", "Template format error: YAML not well-formed. (line 1, column 6)"],
    ['{"a"=1}', "Template format error: JSON not well-formed. (line 1, column 5)"],
    ["- a", "Template format error: unsupported structure."],
    ["A: {B: }", "[/A/B] 'null' values are not allowed in templates"],
  ])("says where %j is wrong", (text, message) => expect(() => parseTemplate(text)).toThrow(message));
});
