import { RawJson } from "@millrace/wire";
import { describe, expect, it } from "vitest";
import { plainOutput } from "./plain-output.ts";

describe("plainOutput", () => {
  it("reads JSON text, whole or as a member, and leaves everything else alone", () => {
    const other = { Body: Buffer.from("x") };

    expect(plainOutput(new RawJson('{"a":1}'))).toEqual({ a: 1 });
    expect(plainOutput({ Item: new RawJson('{"a":1}'), Count: 1 })).toEqual({ Item: { a: 1 }, Count: 1 });
    expect(plainOutput(other)).toBe(other);
    expect(plainOutput(undefined)).toBeUndefined();
  });
});
