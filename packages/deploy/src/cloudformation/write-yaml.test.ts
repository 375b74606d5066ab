import { describe, expect, it } from "vitest";
import { type CollectionTag, parse, type ScalarTag } from "yaml";
import type { Template, Value } from "./template.ts";
import { writeYaml } from "./write-yaml.ts";

/** What CloudFormation reads: short forms stand for the functions they are short for. */
const shortForms = ["Ref", "GetAtt", "Sub", "Select", "GetAZs", "Cidr"].flatMap(
  (name): (ScalarTag | CollectionTag)[] => {
    const member = name === "Ref" ? "Ref" : `Fn::${name}`;
    const resolve = (value: unknown) => ({ [member]: name === "GetAtt" ? splitOnce(String(value)) : value });
    return [
      { tag: `!${name}`, resolve },
      {
        tag: `!${name}`,
        collection: "seq",
        resolve: (sequence: { readonly toJSON: () => unknown }) => ({ [member]: sequence.toJSON() }),
      } as unknown as CollectionTag,
    ];
  },
);

const splitOnce = (text: string): string[] => {
  const at = text.indexOf(".");
  return [text.slice(0, at), text.slice(at + 1)];
};

const templateOf = (value: Value): Template => ({
  AWSTemplateFormatVersion: "2010-09-09",
  Description: "a template",
  Parameters: {},
  Resources: { Thing: { Type: "A::B::C", Properties: { Value: value } } },
  Outputs: {},
});

const readBack = (value: Value): unknown =>
  parse(writeYaml(templateOf(value)), { customTags: shortForms }).Resources.Thing.Properties.Value;

describe("writeYaml", () => {
  it.each<[string, Value]>([
    ["plain text", "Files have arrived"],
    [
      "text that YAML would take for something else",
      ["true", "no", "12", "1.5e3", "~", "null", "2012-10-17", "0x1f", "12:30"],
    ],
    [
      "text with signs of YAML in it",
      [
        "a: b",
        "# c",
        "- d",
        "*",
        "{e}",
        "[f",
        "g #h",
        "'i'",
        '"j"',
        "k:",
        " l",
        "m ",
        "!n",
        "%o",
        "@p",
        "&q",
        "|",
        ">",
      ],
    ],
    ["several lines", "one\ntwo\n"],
    ["numbers and truth", [0, -1, 1.5, true, false]],
    ["nothing", ["", {}, []]],
    [
      "functions",
      [{ Ref: "Other" }, { "Fn::GetAtt": ["Other", "Arn"] }, { "Fn::Sub": "arn:${AWS::Partition}:s3:::${B}/*" }],
    ],
    ["a function of a list", { "Fn::Select": ["0", { "Fn::GetAZs": "" }] }],
    ["lists of lists and of objects", [{ a: [{ b: 1, c: ["d"] }, { e: { f: {} } }] }]],
    ["names that need quotes", { "s3:prefix": "a", "a b": 1, "/*": 2, true: 3 }],
  ])("writes %s so that it is read back as it was", (_, value) => {
    expect(readBack(value)).toEqual(value);
  });

  it("leaves out what is undefined, and uses the short forms", () => {
    const text = writeYaml(templateOf({ A: undefined, B: { Ref: "C" }, D: { "Fn::GetAtt": ["E", "F.G"] } }));

    expect(text).not.toContain("A:\n");
    expect(text).toContain("B: !Ref C\n");
    expect(text).toContain("D: !GetAtt E.F.G\n");
  });
});
