import { describe, expect, it } from "vitest";
import { cidrBlocks } from "./cidr.ts";

describe("cidrBlocks", () => {
  it("cuts blocks of IPv4 and IPv6 out of a larger one", () => {
    expect(cidrBlocks("192.168.0.0/24", 3, 5)).toEqual(["192.168.0.0/27", "192.168.0.32/27", "192.168.0.64/27"]);
    expect(cidrBlocks("2001:db8:1234:1a00::/56", 2, 64)).toEqual([
      "2001:db8:1234:1a00::/64",
      "2001:db8:1234:1a01::/64",
    ]);
  });

  it.each([
    ["10.0.0.0/24", 300, 4],
    ["10.0.0.0/24", 3, 8],
    ["10.0.0.0", 1, 8],
  ])("refuses what does not fit: %s into %d of %d bits", (block, count, bits) =>
    expect(() => cidrBlocks(block, count, bits)).toThrow("Fn::Cidr cannot make"),
  );
});
