import { describe, expect, it } from "vitest";
import { StagedKeys } from "./staged-keys.ts";

const text = new Map([
  ["id", "text"],
  ["day", "text"],
]);

describe("The keys of staged rows", () => {
  it("are once until one comes again", () => {
    const keys = new StagedKeys(["id"]);
    keys.note([{ id: "a" }, { id: "b" }]);
    expect(keys.areOnce(text)).toBe(true);

    keys.note([{ id: "c" }, { id: "a" }]);

    expect(keys.areOnce(text)).toBe(false);
  });

  it("are told apart by all their columns", () => {
    const keys = new StagedKeys(["id", "day"]);

    keys.note([
      { id: "a,b", day: "c" },
      { id: "a", day: "b,c" },
    ]);

    expect(keys.areOnce(text)).toBe(true);
  });

  it("are not known to be once where the same key may be written in two ways", () => {
    const keys = new StagedKeys(["id"]);

    keys.note([{ id: "1.0" }, { id: "1.00" }]);

    expect(keys.areOnce(new Map([["id", "numeric"]]))).toBe(false);
  });
});
