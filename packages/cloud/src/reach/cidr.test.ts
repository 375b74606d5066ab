import { describe, expect, it } from "vitest";
import { contains, formatBlock, overlaps, parseBlock } from "./cidr.ts";

const block = (text: string) => {
  const parsed = parseBlock(text);
  if (parsed === undefined) throw new Error(`${text} is no block`);
  return parsed;
};

describe("parseBlock", () => {
  it.each([
    ["10.42.0.0/24", "10.42.0.0/24"],
    ["10.42.0.77/24", "10.42.0.0/24"],
    ["255.255.255.255", "255.255.255.255/32"],
    ["192.168.0.0/0", "0.0.0.0/0"],
  ])("reads %s as %s", (text, read) => expect(formatBlock(block(text))).toBe(read));

  it.each(["10.0.0.256/8", "10.0.0/8", "10.0.0.0/33", "", "2001:db8::/32"])("refuses %j", (text) =>
    expect(parseBlock(text)).toBeUndefined(),
  );
});

describe("Blocks", () => {
  it("overlap when one is inside the other, and no neighbours do", () => {
    expect(overlaps(block("10.0.0.0/16"), block("10.0.255.0/24"))).toBe(true);
    expect(overlaps(block("10.0.255.0/24"), block("10.0.0.0/16"))).toBe(true);
    expect(overlaps(block("10.0.0.0/25"), block("10.0.0.128/25"))).toBe(false);
  });

  it("contain what lies in them whole", () => {
    expect(contains(block("0.0.0.0/0"), block("255.255.255.255"))).toBe(true);
    expect(contains(block("10.0.0.0/24"), block("10.0.0.0/23"))).toBe(false);
  });
});
