import { describe, expect, it } from "vitest";
import { PatternProblem, readEventPattern } from "./event-pattern.ts";

const problemOf = (pattern: unknown): string => {
  try {
    readEventPattern(typeof pattern === "string" ? pattern : JSON.stringify(pattern));
    return "";
  } catch (error) {
    return error instanceof PatternProblem ? error.message : String(error);
  }
};

describe("readEventPattern", () => {
  it.each([
    { source: ["a", 1, null, true] },
    { detail: { a: { b: [{ prefix: "x" }, { suffix: { "equals-ignore-case": "y" } }] } } },
    { a: [{ "anything-but": { wildcard: ["a*", "*b"] } }, { "anything-but": [1, 2] }, { "anything-but": "x" }] },
    { a: [{ numeric: [">=", -5, "<", 5e9] }, { numeric: ["=", 3] }] },
    { a: [{ cidr: "10.0.0.0/8" }, { exists: false }, { wildcard: "a\\*b*" }, { "equals-ignore-case": "x" }] },
    { $or: [{ a: [1] }, { b: { c: [{ numeric: ["<", 1] }] } }] },
  ])("takes %j", (pattern) => expect(problemOf(pattern)).toBe(""));

  it.each<[unknown, string]>([
    [["a"], "Filter is not an object"],
    [
      "hello",
      "Unrecognized token 'hello': was expecting (JSON String, Number, Array, Object or token 'null', 'true' or 'false')",
    ],
    [{ a: "b" }, '"a" must be an object or an array'],
    [{ a: [] }, "Empty arrays are not allowed"],
    [{ a: {} }, "Empty objects are not allowed"],
    [{ a: [["b"]] }, "Match value must be String, number, true, false, or null"],
    [{ a: [{ like: "b" }] }, "Unrecognized match type like"],
    [{ a: [{ prefix: 1 }] }, "prefix match pattern must be a string"],
    [{ a: [{ prefix: "" }] }, "Null prefix not allowed"],
    [{ a: [{ prefix: "a", suffix: "b" }] }, "Only one key allowed in match expression"],
    [{ a: [{ exists: "yes" }] }, "exists match pattern must be either true or false."],
    [{ a: [{ cidr: "10.0.0.0" }] }, "Malformed CIDR, one '/' required"],
    [{ a: [{ wildcard: "a**b" }] }, "Consecutive wildcard characters at pos 1"],
    [{ a: [{ numeric: 1 }] }, "Value of numeric must be an array."],
    [{ a: [{ numeric: [">", "1"] }] }, "Value of > must be numeric"],
    [{ a: [{ numeric: [">", 5, "<", 1] }] }, "Bottom must be less than top"],
    [{ a: [{ numeric: [">", 6e9] }] }, "Value must be between -5.0E9 and 5.0E9, inclusive"],
    [{ a: [{ "anything-but": null }] }, "Value of anything-but must be an array or single string/number value."],
    [{ a: [{ "anything-but": [true] }] }, "Inside anything but list, start|null|boolean is not supported."],
    [{ a: [{ "anything-but": { cidr: "x" } }] }, "Unsupported anything-but pattern: cidr"],
    [{ $or: [{ a: [1] }] }, "There must have at least 2 Objects in $or relationship"],
  ])("refuses %j", (pattern, message) => expect(problemOf(pattern)).toBe(message));

  it("says how far it read", () => {
    const text = '["not", "an object"]';
    const problem = new PatternProblem("Filter is not an object", 1);

    expect(problem.reason(text)).toBe(`Filter is not an object\n at [Source: (String)"${text}"; line: 1, column: 2]`);
  });
});
