import { describe, expect, it } from "vitest";
import { formBody } from "./form-body.ts";

describe("formBody", () => {
  it.each([
    ["INDICES", "array%5B0%5D=a&array%5B1%5D=b"],
    ["REPEAT", "array=a&array=b"],
    ["COMMAS", "array=a%2Cb"],
    ["BRACKETS", "array%5B%5D=a&array%5B%5D=b"],
  ] as const)("writes lists as %s", (format, text) => expect(formBody({ array: ["a", "b"] }, format)).toBe(text));

  it("puts members of members into brackets", () =>
    expect(formBody({ description: "Monthly subscription", metadata: { order: 7 } }, "INDICES")).toBe(
      "description=Monthly%20subscription&metadata%5Border%5D=7",
    ));

  it("is empty for what is no table", () => expect(formBody("text", "INDICES")).toBe(""));
});
