import { describe, expect, it } from "vitest";
import { loopsMax, throughFunction } from "./lineage.ts";

describe("throughFunction", () => {
  it("counts how often an event has come through one function", () => {
    const first = throughFunction("Root=1-0-0;Sampled=0", "arn:a");
    const second = throughFunction(first.traceId, "arn:a");

    expect([first.loops, second.loops]).toEqual([0, 1]);
    expect(second.traceId).toMatch(/^Root=1-0-0;Sampled=0;Lineage=1:[0-9a-f]{8}:1$/);
  });

  it("counts each function by itself, also when they take turns", () => {
    let traceId = "Root=1-0-0";
    let loops = 0;
    for (let turn = 0; turn < loopsMax; turn++) {
      ({ traceId } = throughFunction(traceId, "arn:b"));
      ({ traceId, loops } = throughFunction(traceId, "arn:a"));
    }

    expect(loops).toBe(loopsMax - 1);
    expect(traceId.match(/1:[0-9a-f]{8}:15/g)).toHaveLength(2);
  });
});
