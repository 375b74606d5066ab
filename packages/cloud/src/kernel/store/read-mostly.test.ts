import { describe, expect, it } from "vitest";
import { ReadMostly } from "./read-mostly.ts";
import { Storage } from "./storage.ts";

const empty = () => new ReadMostly<{ text: string }>(Storage.open(":memory:", "none").database("s"), "c");

describe("ReadMostly", () => {
  it("reads a value once", () => {
    const collection = empty();
    collection.put("a", { text: "one" });

    expect(collection.get("a")).toEqual({ text: "one" });
    expect(collection.get("a")).toBe(collection.get(["a"]));
  });

  it("answers what was written last", () => {
    const collection = empty();
    collection.put("a", { text: "one" });
    collection.get("a");
    collection.put(["a"], { text: "two" });

    expect(collection.get("a")).toEqual({ text: "two" });
  });

  it("forgets what is deleted and cleared", () => {
    const collection = empty();
    collection.put("a", { text: "one" });
    collection.put("b", { text: "two" });
    collection.get("a");
    collection.get("b");
    collection.delete("a");

    expect(collection.get("a")).toBeUndefined();

    collection.clear();

    expect(collection.get("b")).toBeUndefined();
  });

  it("remembers no more than its bound", () => {
    const collection = empty();
    const large = { text: "x".repeat(3_000_000) };
    for (const key of ["a", "b", "c"]) collection.put(key, large);
    const first = collection.get("a");
    collection.get("b");

    expect(collection.get("a")).toBe(first);

    collection.get("c");

    expect(collection.get("a")).not.toBe(first);
    expect(collection.get("a")).toEqual(large);
  });
});
