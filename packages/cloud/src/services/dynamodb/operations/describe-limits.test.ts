import { describe, expect, it } from "vitest";
import { Bench } from "../testing.ts";
import { describeEndpoints } from "./describe-endpoints.ts";
import { describeLimits } from "./describe-limits.ts";

describe("DescribeLimits", () => {
  it("tells what a new account may use", () => {
    expect(new Bench().run(describeLimits, {})).toEqual({
      AccountMaxReadCapacityUnits: 80_000,
      AccountMaxWriteCapacityUnits: 80_000,
      TableMaxReadCapacityUnits: 40_000,
      TableMaxWriteCapacityUnits: 40_000,
    });
  });
});

describe("DescribeEndpoints", () => {
  it("sends clients back here", () => {
    expect(new Bench().run(describeEndpoints, {})).toEqual({
      Endpoints: [{ Address: "127.0.0.1:4566", CachePeriodInMinutes: 1440 }],
    });
  });
});
